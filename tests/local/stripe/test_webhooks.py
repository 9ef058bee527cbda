"""Deliveries: signed, retried, and on demand delayed, doubled, dropped, reordered or held."""

from itertools import pairwise
from pathlib import Path

import pytest
import stripe

from tests.local.stripe.serving import serving
from tests.local.stripe.till import Till
from tests.local.stripe.webhook import Webhook, until

PAID = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def test_tells_the_state_of_the_object_and_the_request_behind_it(till: Till) -> None:
    session = till.open()
    till.stripe.checkout.sessions.expire(session.id, options={"idempotency_key": "close-1"})
    till.webhook.wait_for(1)
    event = till.webhook.events[0]
    assert (event.api_version, event.livemode) == (stripe.api_version, False)
    assert event.data.object["id"] == session.id
    assert event.data.object["status"] == "expired"
    assert event.request is not None
    assert str(event.request.id).startswith("req_")
    assert event.request.idempotency_key == "close-1"


def test_events_can_be_read_afterwards(till: Till) -> None:
    till.paid()
    till.webhook.wait_for(3)
    listed = till.stripe.events.list().data
    assert [event.type for event in listed] == PAID[::-1]
    only = till.stripe.events.list({"type": "charge.succeeded"}).data
    assert [till.stripe.events.retrieve(event.id).type for event in only] == ["charge.succeeded"]


def test_comes_again_until_it_is_taken(till: Till) -> None:
    till.webhook.answers = [500, 302, 404]
    session = till.open()
    till.stripe.checkout.sessions.expire(session.id)
    till.webhook.wait_for(4)
    assert len({event.id for event in till.webhook.events}) == 1
    delivery = until(lambda: till.deliveries(state="delivered"))[0]
    assert (delivery["attempts"], delivery["last_answer"]) == (4, "200")


def test_comes_again_to_a_webhook_that_was_away(tmp_path: Path) -> None:
    webhook = Webhook()
    with serving(tmp_path, webhook) as till:
        webhook.close()
        till.stripe.checkout.sessions.expire(till.open().id)
        (delivery,) = until(lambda: [row for row in till.deliveries() if row["attempts"]])
    assert (delivery["state"], delivery["last_answer"]) == ("pending", "ConnectError")


def test_waits_longer_at_every_retry(till: Till) -> None:
    till.webhook.answers = [500] * 4
    till.stripe.checkout.sessions.expire(till.open().id)
    till.webhook.wait_for(5)
    waits = [later - earlier for earlier, later in pairwise(till.webhook.arrivals)]
    assert all(wait >= least for wait, least in zip(waits, (0.02, 0.04, 0.08, 0.16), strict=True))


def test_a_webhook_that_is_away_gets_everything_later(till: Till) -> None:
    till.control("webhooks", hold=True)
    till.paid()
    assert {row["state"] for row in till.deliveries()} == {"held"}
    assert till.control("deliver", types=["checkout.session.completed"]) == {"released": 1}
    assert till.webhook.wait_for(1) == ["checkout.session.completed"]
    assert till.control("deliver") == {"released": 2}
    assert till.webhook.wait_for(3) == [PAID[2], PAID[0], PAID[1]]


def test_sends_copies_of_the_same_event(till: Till) -> None:
    till.control("webhooks", duplicate=2)
    till.stripe.checkout.sessions.expire(till.open().id)
    till.webhook.wait_for(3)
    assert len({event.id for event in till.webhook.events}) == 1


def test_sends_the_latest_event_first(till: Till) -> None:
    till.control("webhooks", reorder=True)
    till.paid()
    assert till.webhook.wait_for(3) == PAID[::-1]


def test_drops_types_or_the_next_so_many(till: Till) -> None:
    till.control("webhooks", drop=["charge.succeeded"])
    till.paid()
    assert till.webhook.wait_for(2) == PAID[1:]
    till.control("webhooks", drop=2)
    till.paid()
    assert till.webhook.wait_for(3)[2:] == PAID[2:]
    assert [row["type"] for row in till.deliveries(state="dropped")] == [PAID[0], PAID[0], PAID[1]]


def test_delays(till: Till) -> None:
    till.control("webhooks", delay_seconds=0.2)
    till.stripe.checkout.sessions.expire(till.open().id)
    assert till.webhook.events == []
    till.webhook.wait_for(1)


def test_reset_ends_the_mischief_and_may_forget_everything(till: Till) -> None:
    till.control("webhooks", hold=True, duplicate=3)
    till.control("fail", endpoint="POST /v1/refunds")
    session = till.paid()
    till.control("reset")
    till.webhook.wait_for(12)
    assert till.stripe.refunds.create({"payment_intent": session.payment_intent}).status == "succeeded"
    till.control("reset", forget=True)
    assert till.stripe.checkout.sessions.list().data == []
    assert till.deliveries() == []


@pytest.mark.parametrize(
    ("order", "body"),
    [
        ("webhooks", '{"hold": "perhaps"}'),
        ("webhooks", '{"holdd": true}'),
        ("webhooks", "hold"),
        ("fail", '{"endpoint": "POST /v1/customers"}'),
        ("fail", '{"endpoint": "POST /v1/refunds", "answer": 418}'),
    ],
)
def test_refuses_an_order_it_does_not_understand(till: Till, order: str, body: str) -> None:
    reply = till.http.post(f"/_control/{order}", content=body)
    assert reply.status_code == 400
    assert reply.json()["error"]
