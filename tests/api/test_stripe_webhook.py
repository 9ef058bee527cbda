"""Stripe's webhook: signed events are kept once, everything else leaves no trace."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from stripe import WebhookSignature

from tests.support.bills import an_invoice, told
from tests.support.door import Call, Reply
from tests.support.paper_checkout import event
from tests.support.school import School
from tutti.billing.secret import forget_secrets
from tutti.billing.store import StripeEventStore
from tutti.billing.stripe_event import PLATFORM, StripeEvent
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant

SECRET = "whsec_test"
PARAMETER = "/tutti/test/stripe-webhook-secret"


@pytest.fixture(autouse=True)
def webhook_secret(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ssm = boto3.client("ssm")
    ssm.put_parameter(Name=PARAMETER, Value=SECRET, Type="SecureString", Overwrite=True)
    monkeypatch.setenv("STRIPE_WEBHOOK_PARAMETER", PARAMETER)
    forget_secrets()
    yield
    forget_secrets()


def about(school: School, **more: Any) -> dict[str, Any]:
    return {"id": "cs_1", "object": "checkout.session", "metadata": {"studio_id": school.studio.id}} | more


def signature(payload: str, *, secret: str = SECRET, age: timedelta = timedelta(0)) -> str:
    at = int(time.time() - age.total_seconds())
    return str(WebhookSignature.generate_signature_header(payload, secret, at))


def send(call: Call, payload: str, header: str | None) -> Reply:
    headers = {"stripe-signature": header} if header is not None else {}
    reply: Reply = call.receive_stripe_event(payload, headers=headers)
    return reply


def deliver(call: Call, sent: dict[str, Any]) -> Reply:
    payload = json.dumps(sent, indent=2)
    return send(call, payload, signature(payload))


def kept(tenant: Tenant) -> list[StripeEvent]:
    return StripeEventStore(tenant).all()


def test_keeps_an_event_and_tells_of_it(call: Call, forte: School) -> None:
    sent = event("checkout.session.completed", about(forte, amount_total=1), at=utc_now())
    reply = deliver(call, sent)
    assert (reply.status, reply.body) == (200, {"event_id": sent["id"]})
    assert [(one.id, one.payload["amount_total"]) for one in kept(forte.tenant)] == [(sent["id"], 1)]
    assert [fact.subject for fact in told(forte, "StripeEventReceived")] == [sent["id"]]


def test_a_duplicate_is_taken_and_changes_nothing(call: Call, forte: School) -> None:
    sent = event("checkout.session.completed", about(forte), at=utc_now())
    assert [deliver(call, sent).status for _ in range(3)] == [200, 200, 200]
    assert len(told(forte, "StripeEventReceived")) == len(kept(forte.tenant)) == 1


def test_an_unknown_type_is_kept_too(call: Call, forte: School) -> None:
    assert deliver(call, event("cat.sneezed", about(forte), at=utc_now())).status == 200
    assert [one.type for one in kept(forte.tenant)] == ["cat.sneezed"]


def test_events_are_forgotten_after_a_while(call: Call, forte: School) -> None:
    deliver(call, event("charge.refunded", about(forte), at=utc_now()))
    [record] = forte.tenant.table.all(forte.tenant.partition("STRIPEEVENT"))
    assert record.expires_at - time.time() == pytest.approx(90 * 86400, abs=60)


@pytest.mark.parametrize(
    "metadata", [{}, None, {"studio_id": "stu_x"}, {"studio_id": "stu_01#FACT"}, {"studio_id": 7}]
)
def test_an_event_that_names_no_studio_lies_with_the_platform(call: Call, metadata: object) -> None:
    sent = event("charge.dispute.created", {"id": "du_1", "metadata": metadata}, at=utc_now())
    assert deliver(call, sent).status == 200
    assert sent["id"] in [one.id for one in kept(Tenant(PLATFORM))]


def refused(call: Call, school: School, payload: str, header: str | None) -> str | None:
    reply = send(call, payload, header)
    assert reply.status == 400
    assert (kept(school.tenant), told(school, "StripeEventReceived")) == ([], [])
    return reply.problem


def test_refuses_what_is_not_signed(call: Call, forte: School) -> None:
    payload = json.dumps(event("charge.refunded", about(forte), at=utc_now()))
    assert refused(call, forte, payload, None) == "BadSignature"


@pytest.mark.parametrize(
    "header", ["", "nonsense", "t=1,v1=", "t=soon,v1=aa", "v1=aa", "t=1,v1=\u00e9", "t=1"]
)
def test_refuses_a_header_that_is_no_signature(call: Call, forte: School, header: str) -> None:
    payload = json.dumps(event("charge.refunded", about(forte), at=utc_now()))
    assert refused(call, forte, payload, header) == "BadSignature"


def test_refuses_another_secret(call: Call, forte: School) -> None:
    payload = json.dumps(event("charge.refunded", about(forte), at=utc_now()))
    assert refused(call, forte, payload, signature(payload, secret="whsec_other")) == "BadSignature"


def test_refuses_a_body_that_was_changed_by_one_space(call: Call, forte: School) -> None:
    payload = json.dumps(event("charge.refunded", about(forte), at=utc_now()))
    assert refused(call, forte, payload + " ", signature(payload)) == "BadSignature"


def test_refuses_a_signature_older_than_five_minutes(call: Call, forte: School) -> None:
    payload = json.dumps(event("charge.refunded", about(forte), at=utc_now()))
    old = signature(payload, age=timedelta(minutes=5, seconds=2))
    assert refused(call, forte, payload, old) == "BadSignature"


def test_takes_a_signature_of_four_minutes_ago(call: Call, forte: School) -> None:
    payload = json.dumps(event("charge.refunded", about(forte), at=utc_now()))
    assert send(call, payload, signature(payload, age=timedelta(minutes=4))).status == 200


@pytest.mark.parametrize(
    "payload", ["", "{", "[]", "{}", '{"id": "evt_1", "type": "x", "created": 1, "data": {}}']
)
def test_refuses_what_is_signed_but_no_event(call: Call, forte: School, payload: str) -> None:
    assert refused(call, forte, payload, signature(payload)) == "MalformedEvent"


def test_refuses_an_id_that_is_no_events(call: Call, forte: School) -> None:
    payload = json.dumps(event("charge.refunded", about(forte), at=utc_now(), event_id="evt_1#2"))
    assert refused(call, forte, payload, signature(payload)) == "MalformedEvent"


def test_a_new_secret_is_seen_without_a_new_deployment(
    call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(call, event("charge.refunded", about(forte), at=utc_now()))
    boto3.client("ssm").put_parameter(Name=PARAMETER, Value="whsec_new", Type="SecureString", Overwrite=True)
    later = utc_now() + timedelta(minutes=6)
    monkeypatch.setattr("tutti.billing.secret.utc_now", lambda: later)
    payload = json.dumps(event("charge.refunded", about(forte), at=utc_now()))
    assert send(call, payload, signature(payload, secret="whsec_new")).status == 200


def test_the_webhook_itself_moves_no_money(call: Call, forte: School) -> None:
    invoice = an_invoice(forte)
    paid = about(
        forte, payment_status="paid", payment_intent=new_id("pi"), amount_total=24000, currency="eur"
    )
    paid["metadata"]["invoice_id"] = invoice.id
    deliver(call, event("checkout.session.completed", paid, at=utc_now()))
    assert told(forte, "PaymentSettled") == []
