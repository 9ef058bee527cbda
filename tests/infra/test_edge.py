"""What the function at CloudFront's edges answers itself, run as JavaScript."""

import base64
import json
import subprocess
import time
from functools import cache
from typing import Any

import pytest

from infra.constructs.edge import to_api
from infra.doorways import discover
from local.proxy import UNSIGNED

LARGEST_FUNCTION = 10 * 1024


@cache
def code() -> str:
    return to_api(discover())


def at_the_edge(method: str, uri: str, authorization: str | None = None) -> dict[str, Any]:
    """What CloudFront goes on with: the request for the API, or an answer."""
    headers = {"authorization": {"value": authorization}} if authorization else {}
    event = json.dumps({"request": {"method": method, "uri": uri, "headers": headers}})
    script = f"{code()}\nconsole.log(JSON.stringify(handler({event})));"
    ran = subprocess.run(["node", "-e", script], capture_output=True, check=True, text=True)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def bearer(expires_in: int) -> str:
    """A token for so many seconds more, as far as an edge can tell."""
    payload = base64.urlsafe_b64encode(json.dumps({"exp": int(time.time()) + expires_in}).encode())
    return f"Bearer e30.{payload.decode().rstrip('=')}.c2ln"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/public/studios/forte"),
        ("POST", "/v1/public/studios/forte/enrollments"),
        ("POST", "/v1/auth/sign-in"),
        ("POST", "/v1/webhooks/stripe"),
    ],
)
def test_lets_everybody_pass_to_what_is_public(method: str, path: str) -> None:
    assert at_the_edge(method, f"/api{path}")["uri"] == path


def test_lets_who_brings_a_current_token_pass() -> None:
    assert at_the_edge("GET", "/api/v1/me", bearer(60))["uri"] == "/v1/me"


STALE = "Bearer e30.eyJleHAiOjF9.c2ln"
"""Good until a second after the beginning of 1970."""


@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer a.b.c", "Basic YTpi", STALE])
def test_refuses_who_brings_no_token_or_one_that_has_run_out(authorization: str | None) -> None:
    answer = at_the_edge("GET", "/api/v1/me", authorization)
    assert (answer["statusCode"], answer["headers"]["content-type"]["value"]) == (
        401,
        "application/problem+json",
    )


def test_refuses_in_the_same_words_as_the_local_proxy() -> None:
    assert json.loads(at_the_edge("GET", "/api/v1/me")["body"]["data"]) == UNSIGNED


def test_tells_a_public_path_from_a_longer_one() -> None:
    assert at_the_edge("GET", "/api/v1/public/studios/forte/secrets")["statusCode"] == 401


def test_is_small_enough_for_an_edge() -> None:
    assert len(code()) < LARGEST_FUNCTION
