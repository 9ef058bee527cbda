"""Everything that the stand-in says looks as the pinned SDK expects it."""

from typing import Any

import stripe
from stripe import checkout

from tests.local.stripe.shapes import misfits
from tests.local.stripe.till import Till

CLASSES: dict[str, Any] = {
    "checkout.session": checkout.Session,
    "item": stripe.LineItem,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "refund": stripe.Refund,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
}


def test_objects_and_events_have_the_shapes_of_the_pinned_version(till: Till) -> None:
    refunded, disputed, left = till.paid(), till.open(), till.open(customer_email=None)
    till.stripe.refunds.create({"payment_intent": refunded.payment_intent})
    for card in ("4000000000000002", "4000002500003155", "4000000000000259"):
        till.pay(disputed, card)
    till.stripe.checkout.sessions.expire(left.id)
    events = [event.to_dict() for event in till.stripe.events.list({"limit": 100}).data]
    lines = till.stripe.checkout.sessions.line_items.list(left.id).data
    found = [*events, *(event["data"]["object"] for event in events), *(line.to_dict() for line in lines)]
    assert {thing["object"] for thing in found} == set(CLASSES)
    assert [
        wrong for thing in found for wrong in misfits(CLASSES[thing["object"]], thing, thing["object"])
    ] == []


def test_the_check_sees_what_is_wrong() -> None:
    wrong = {"id": 7, "object": "refund", "colour": "red", "created": 1, "currency": "eur", "reason": "bored"}
    assert {line.split()[0].rstrip(":") for line in misfits(stripe.Refund, wrong, "refund")} == {
        "refund.id",
        "refund.colour",
        "refund.amount",
        "refund.reason",
    }
