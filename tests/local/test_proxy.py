"""The page and its API on one origin."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import httpx
import pytest

from local import page, processes
from local.cloud import Cloud
from tests.local.emulator import Emulator

ECHO = """
import json
def handler(event, context):
    body = {key: event.get(key) for key in
            ("rawPath", "rawQueryString", "headers", "cookies", "body", "isBase64Encoded")}
    body["method"] = event["requestContext"]["http"]["method"]
    return {"statusCode": 418, "headers": {"x-answer": "yes", "content-type": "application/problem+json"},
            "cookies": ["one=1; HttpOnly; Path=/api", "two=2; SameSite=Strict"], "body": json.dumps(body)}
"""


@pytest.fixture(scope="module")
def origin(emulator: Emulator) -> Iterator[httpx.Client]:
    """The proxy before an API that tells what it was asked."""
    gateway = emulator.client("apigatewayv2")
    api = gateway.create_api(Name="echo", ProtocolType="HTTP")["ApiId"]
    integration = gateway.create_integration(
        ApiId=api,
        IntegrationType="AWS_PROXY",
        IntegrationUri=emulator.function("echo", ECHO),
        PayloadFormatVersion="2.0",
    )["IntegrationId"]
    gateway.create_route(ApiId=api, RouteKey="$default", Target=f"integrations/{integration}")
    gateway.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
    cloud = Cloud(emulator.place.state, emulator.place.port)
    cloud.start_proxy()
    with httpx.Client(base_url=emulator.place.page, trust_env=False) as web:
        yield web
    processes.stop(emulator.place.state, "proxy")


def echoed(answer: httpx.Response) -> dict[str, Any]:
    told: dict[str, Any] = answer.json()
    return told


def test_hands_over_method_path_and_query_as_they_came(origin: httpx.Client) -> None:
    told = echoed(origin.put("/api/v1/lessons/a%2Fb%20c?q=%C3%A9&q=2&empty="))
    assert (told["method"], told["rawQueryString"]) == ("PUT", "q=%C3%A9&q=2&empty=")
    assert told["rawPath"] in {"/v1/lessons/a%2Fb%20c", "/v1/lessons/a/b c"}


def test_hands_over_a_path_with_a_line_break(origin: httpx.Client) -> None:
    assert origin.get("/api/v1/lessons/a%0Ab/notes").status_code == 418


def test_hands_over_every_byte_of_the_body(origin: httpx.Client) -> None:
    body = b'{ "spaces":  "kept",\r\n "caf\xc3\xa9": "\\u00e9" }\n'
    told = echoed(
        origin.post("/api/v1/webhooks/stripe", content=body, headers={"stripe-signature": "t=1,v1=x"})
    )
    raw = base64.b64decode(told["body"]) if told["isBase64Encoded"] else told["body"].encode()
    assert (raw, told["headers"]["stripe-signature"]) == (body, "t=1,v1=x")


def test_hands_over_headers_and_cookies_both_ways(origin: httpx.Client) -> None:
    answer = origin.get("/api/v1/me", headers={"authorization": "Bearer x", "cookie": "a=1; b=2"})
    told = echoed(answer)
    assert (told["headers"]["authorization"], told["headers"]["cookie"]) == ("Bearer x", "a=1; b=2")
    assert answer.status_code == 418
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers.get_list("set-cookie") == ["one=1; HttpOnly; Path=/api", "two=2; SameSite=Strict"]


def test_refuses_a_body_larger_than_the_api_takes(origin: httpx.Client) -> None:
    assert origin.post("/api/v1/x", content=b"x" * (10 * 1024 * 1024 + 1)).status_code == 413


def test_costs_a_few_milliseconds(origin: httpx.Client, emulator: Emulator) -> None:
    direct = f"{emulator.place.aws}/_aws/execute-api/{api_of(emulator)}/$default/v1/x"
    with httpx.Client(trust_env=False) as web:
        there = median(seconds(web, direct) for _ in range(20))
    assert median(seconds(origin, "/api/v1/x") for _ in range(20)) - there < 0.02


def seconds(web: httpx.Client, url: str) -> float:
    start = perf_counter()
    web.get(url)
    return perf_counter() - start


def api_of(emulator: Emulator) -> str:
    name: str = emulator.client("apigatewayv2").get_apis()["Items"][0]["ApiId"]
    return name


def test_shows_the_mail_box_to_programs_and_to_people(origin: httpx.Client, emulator: Emulator) -> None:
    ses = emulator.client("sesv2")
    ses.create_email_identity(EmailIdentity="school@tutti.example")
    simple = {
        "Subject": {"Data": "Welcome <b>"},
        "Body": {"Text": {"Data": "Dear Zoë"}, "Html": {"Data": "<p>Dear"}},
    }
    to = {"ToAddresses": ["parent@example.org"]}
    ses.send_email(FromEmailAddress="school@tutti.example", Destination=to, Content={"Simple": simple})
    box = json.dumps(origin.get("/_mail").json(), ensure_ascii=False)
    assert all(part in box for part in ("Welcome <b>", "Dear Zoë", "parent@example.org"))
    seen = origin.get("/_mail", headers={"accept": "text/html,*/*"}).text
    assert all(part in seen for part in ("Welcome &lt;b&gt;", "Dear Zoë", "parent@example.org"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("index.html", "assets/app.js", ".secret", "node_modules/x.js"):
        (tmp_path / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dist" / name).write_text(name)
    (tmp_path / "outside.html").write_text("outside")
    return tmp_path / "dist"


@pytest.mark.parametrize(
    ("path", "served"),
    [
        ("", "index.html"),
        ("studios/forte", "index.html"),
        ("assets/app.js", "assets/app.js"),
        ("assets/gone.js", None),
        (".secret", None),
        ("node_modules/x.js", None),
        ("../outside.html", None),
    ],
)
def test_serves_the_page_for_its_paths_and_nothing_beside_it(
    site: Path, path: str, served: str | None
) -> None:
    found = page.file_of(site, path)
    assert (found and found.read_text()) == served


def test_sends_strict_headers_with_the_page(origin: httpx.Client) -> None:
    headers = origin.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
