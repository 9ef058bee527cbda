"""Warm latency through the local cloud: what a page waits for, against a function that does nothing.

The same requests go round and round, so that every one meets the same noise. Both ways share the proxy, the
emulated API with its authorizer, and a Lambda process; what an endpoint adds is FastAPI and its calls of the
table, each of which costs the emulator about as much as half a ping. The bars leave room for that and no
more: one call for all but the openings, which take six.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx

from benchmarks.figures import Figure
from local.cloud import Cloud
from tests.support.extra_function import put_in_place_of

ROUNDS, FIRST = 100, 5
PING = "GET /v1/ping"
LIKE = "tutti-local-api-me-get-me"
SLUG = "/v1/public/studios/forte"
BARS = {
    "get_me": (2.5, 4.0),
    "list_public_courses": (2.5, 4.0),
    "list_public_openings": (5.0, 8.0),
    "list_locations": (2.5, 4.0),
}
"""The most times a ping's half-way mark, and a ping's slowest twentieth, that each may take."""

Request = tuple[str, dict[str, str]]


def figures(cloud: Cloud) -> list[Figure]:
    """Each endpoint's p50 and p95 over the ping's."""
    _add_ping(cloud)
    with httpx.Client(base_url=cloud.place.api, trust_env=False, timeout=60) as http:
        times = timed(http, requests(cloud, http))
    ping, *others = times.items()
    return [figure for name, found in others for figure in _against(ping[1], name, found)]


def _against(ping: list[float], name: str, found: list[float]) -> Iterator[Figure]:
    for place, percent, bar in ((9, "p50", BARS[name][0]), (18, "p95", BARS[name][1])):
        mine, least = quantiles(found, n=20)[place], quantiles(ping, n=20)[place]
        note = f"{mine * 1000:.0f} ms against {least * 1000:.0f} ms"
        yield Figure(f"warm latency: {name} {percent} / ping", round(mine / least, 2), f"<= {bar:.2f}", note)


def timed(http: httpx.Client, asked: dict[str, Request]) -> dict[str, list[float]]:
    """The seconds that each request takes, round by round."""
    times: dict[str, list[float]] = {name: [] for name in asked}
    for lap in range(ROUNDS + FIRST):
        for name, (path, headers) in asked.items():
            before = time.perf_counter()
            reply = http.get(path, headers=headers)
            if lap >= FIRST:
                times[name].append(time.perf_counter() - before)
            reply.raise_for_status()
    return times


def requests(cloud: Cloud, http: httpx.Client) -> dict[str, Request]:
    """The ping first, then what the page asks for."""
    owner = next(one for one in cloud.outputs["people"] if (one["studio"], one["role"]) == ("forte", "owner"))
    credentials = {name: owner[name] for name in ("email", "password")}
    token = http.post("/v1/auth/sign-in", json=credentials).raise_for_status().json()["access_token"]
    signed_in = {"authorization": f"Bearer {token}"}
    courses = http.get(f"{SLUG}/courses").raise_for_status().json()["items"]
    private = next(course["id"] for course in courses if course["kind"] == "private")
    return {
        "ping": (PING.split()[1], {}),
        "get_me": ("/v1/me", signed_in),
        "list_public_courses": (f"{SLUG}/courses", {}),
        "list_public_openings": (f"{SLUG}/openings?course_id={private}", {}),
        "list_locations": ("/v1/locations", signed_in),
    }


def _add_ping(cloud: Cloud) -> None:
    functions, apis = cloud.client("lambda"), cloud.client("apigatewayv2")
    put_in_place_of(functions, LIKE, "ping", Path(__file__).with_name("ping.py"), {})
    arn = functions.get_function_configuration(FunctionName="ping")["FunctionArn"]
    [api] = [one["ApiId"] for one in apis.get_apis()["Items"]]
    integration: dict[str, Any] = apis.create_integration(
        ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
    )
    apis.create_route(ApiId=api, RouteKey=PING, Target=f"integrations/{integration['IntegrationId']}")
