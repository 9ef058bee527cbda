"""Who may call, and in which language."""

import base64
from typing import Any

import pytest
import stripe

from tests.local.stripe.till import SECRET_KEY, Till

BEARER = {"Authorization": f"Bearer {SECRET_KEY}"}


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer sk_test_other",
        "Bearer",
        "Basic ???",
        f"Basic {base64.b64encode(b'sk_test_other:').decode()}",
    ],
)
def test_refuses_whoever_has_no_key(till: Till, authorization: str) -> None:
    reply = till.http.get("/v1/events", headers={"Authorization": authorization})
    assert reply.status_code == 401
    assert reply.json()["error"]["type"] == "invalid_request_error"


def test_takes_the_key_as_a_user_name_too(till: Till) -> None:
    assert till.http.get("/v1/events", auth=(SECRET_KEY, "")).json()["data"] == []


def test_every_answer_names_its_request(till: Till) -> None:
    reply = till.http.get("/v1/events", headers=BEARER)
    assert reply.headers["Request-Id"].startswith("req_")
    assert reply.headers["Stripe-Version"] == stripe.api_version


def test_refuses_another_version(till: Till) -> None:
    reply = till.http.get("/v1/events", headers=BEARER | {"Stripe-Version": "2017-08-15"})
    assert stripe.api_version in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    "request_parts",
    [
        {"json": {"mode": "payment"}},
        {"content": b"mode=\xff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        {"data": {"metadata[a": "b"}},
        {"data": {"metadata": "b", "metadata[a]": "b"}},
        {"data": {"stripe_account": "acct_1"}},
    ],
)
def test_refuses_a_body_it_cannot_read(till: Till, request_parts: dict[str, Any]) -> None:
    headers = BEARER | request_parts.pop("headers", {})
    reply = till.http.post("/v1/checkout/sessions", headers=headers, **request_parts)
    assert (reply.status_code, reply.json()["error"]["type"]) == (400, "invalid_request_error")


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/customers"), ("DELETE", "/v1/refunds")])
def test_says_that_it_does_not_know_a_path(till: Till, method: str, path: str) -> None:
    reply = till.http.request(method, path, headers=BEARER)
    assert reply.status_code == 404
    assert "Unrecognized request URL" in reply.json()["error"]["message"]
