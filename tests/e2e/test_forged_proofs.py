"""Proofs that prove nothing: wrong tokens, wrong signatures, keys that were used for something else."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx
import pytest

from tests.support.deployed import Deployed
from tests.support.marked_school import MarkedSchool
from tests.support.problem import answer, problem
from tests.support.routes import ALL_ROUTES, Route
from tests.support.tokens import claims_in, forged, reissued, tampered, unsigned
from tutti.kit.ids import new_id

KEEPING = [route for route in ALL_ROUTES if "Idempotency-Key" in route.headers]
TOKENS = ["none", "no token at all", "expired", "forged", "tampered", "unsigned", "an ID token"]
OLD = 6 * 60


@pytest.fixture(autouse=True)
def _nothing_is_written(quiet_school: MarkedSchool) -> Iterator[None]:
    """Every test here leaves the school and the directory as they were, but for receipts of requests."""
    before = quiet_school.written()
    yield
    assert quiet_school.written() == before


@pytest.mark.parametrize("kind", TOKENS)
def test_a_token_that_proves_nothing_is_refused(kind: str, quiet_school: MarkedSchool) -> None:
    reply = _post(quiet_school, "/v1/locations", {"name": "X"}, authorization=_tokens(quiet_school)[kind])
    assert answer(reply) == (401, "NotSignedIn")


@pytest.mark.parametrize("signature", ["", "t=1,v1=00", "nonsense", "t=1", "v1=00", "t=x,v1=y"])
def test_an_event_that_stripe_did_not_sign_is_refused(signature: str, quiet_school: MarkedSchool) -> None:
    reply = _deliver(quiet_school.deployed, _event(quiet_school), signature)
    assert answer(reply) == (400, "BadSignature")


def test_an_event_without_any_signature_is_refused(quiet_school: MarkedSchool) -> None:
    assert answer(_deliver(quiet_school.deployed, _event(quiet_school), None)) == (400, "BadSignature")


def test_an_event_under_the_signature_of_another_one_is_refused(quiet_school: MarkedSchool) -> None:
    signature = _signed(quiet_school.deployed, _event(quiet_school))
    reply = _deliver(quiet_school.deployed, _event(quiet_school, amount=1), signature)
    assert answer(reply) == (400, "BadSignature")


def test_an_event_that_was_signed_long_ago_is_refused(quiet_school: MarkedSchool) -> None:
    signature = _signed(quiet_school.deployed, _event(quiet_school), ago=OLD)
    assert answer(_deliver(quiet_school.deployed, _event(quiet_school), signature)) == (400, "BadSignature")


@pytest.mark.parametrize("payload", ["", "{", "[]", "{}", '{"id": "evt_1"}', '{"id": 7, "type": "x"}'])
def test_what_is_signed_and_still_no_event_is_refused(payload: str, quiet_school: MarkedSchool) -> None:
    reply = _deliver(quiet_school.deployed, payload, _signed(quiet_school.deployed, payload))
    assert answer(reply) == (400, "MalformedEvent")


@pytest.mark.parametrize("route", KEEPING, ids=lambda route: route.name)
def test_a_key_is_good_for_one_request_only(route: Route, quiet_school: MarkedSchool) -> None:
    """The first request is refused for its own reasons; its answer is kept all the same."""
    path = route.url(_ids(quiet_school, route))
    key = {"idempotency-key": f"{quiet_school.mark}-{route.name}"}
    first, again, other = (
        _post(quiet_school, path, body, **quiet_school.owner, **key)
        for body in ({"surprise": 1}, {"surprise": 1}, {"surprise": 2})
    )
    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert answer(other) == (422, "KeyReused")


@pytest.mark.parametrize("key", ["", "x" * 101, "two\twords"])
def test_a_key_has_1_to_100_visible_characters(key: str, quiet_school: MarkedSchool) -> None:
    owner = quiet_school.owner
    reply = _post(quiet_school, "/v1/locations", {"name": "X"}, **owner, **{"idempotency-key": key})
    assert answer(reply) == (400, "BadIdempotencyKey")


def test_a_refusal_names_the_request_for_whoever_asks_about_it(quiet_school: MarkedSchool) -> None:
    reply = _post(quiet_school, "/v1/locations", {}, **quiet_school.owner)
    assert problem(reply)["instance"].startswith("urn:tutti:request:")


def _ids(school: MarkedSchool, route: Route) -> dict[str, str]:
    """The school's own; those of nothing at a member's door without a body, which none keeps from acting."""
    known = school.ids | {"slug": school.slug}
    if route.takes_json or not route.is_signed_in:
        return known
    return known | {name: new_id(known[name].partition("_")[0]) for name in route.path_names}


def _post(school: MarkedSchool, path: str, body: Any, **headers: str) -> httpx.Response:
    return school.deployed.http.post(f"{school.deployed.api}{path}", json=body, headers=headers)


def _tokens(school: MarkedSchool) -> dict[str, str]:
    cloud, right = school.deployed.cloud, school.owner["authorization"].removeprefix("Bearer ")
    made = {
        "expired": reissued(cloud, right, exp=claims_in(right)["iat"]),
        "forged": forged(right),
        "tampered": tampered(right, role="admin"),
        "unsigned": unsigned(right),
        "an ID token": reissued(cloud, right, token_use="id"),
        "no token at all": "nonsense",
    }
    return {"none": ""} | {kind: f"Bearer {token}" for kind, token in made.items()}


def _event(school: MarkedSchool, amount: int = 1000) -> str:
    metadata = {"studio_id": school.studio["id"], "invoice_id": school.ids["invoice_id"]}
    charge = {"object": "charge", "id": "ch_1", "amount": amount, "metadata": metadata}
    return json.dumps({"id": "evt_1", "type": "charge.succeeded", "created": 1, "data": {"object": charge}})


def _deliver(deployed: Deployed, payload: str, signature: str | None) -> httpx.Response:
    headers = {"content-type": "application/json"}
    signed = {} if signature is None else {"stripe-signature": signature}
    return deployed.http.post(f"{deployed.api}/v1/webhooks/stripe", content=payload, headers=headers | signed)


def _signed(deployed: Deployed, payload: str, *, ago: int = 0) -> str:
    """The header by which Stripe signs these bytes."""
    at = int(time.time()) - ago
    digest = hmac.new(_secret(deployed).encode(), f"{at}.{payload}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


@cache
def _secret(deployed: Deployed) -> str:
    name = "/tutti/local/stripe-webhook-secret"
    found = deployed.cloud.client("ssm").get_parameter(Name=name, WithDecryption=True)
    return str(found["Parameter"]["Value"])
