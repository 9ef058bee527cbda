"""Refunds, whole and in parts."""

from typing import Any

import pytest
import stripe

from tests.local.stripe.till import Till


def test_gives_the_whole_payment_back(till: Till) -> None:
    intent_id = till.paid().payment_intent
    params: Any = {
        "payment_intent": intent_id,
        "reason": "requested_by_customer",
        "metadata": {"why": "moved"},
    }
    refund = till.stripe.refunds.create(params)
    assert (refund.amount, refund.status, refund.reason) == (35200, "succeeded", "requested_by_customer")
    assert till.webhook.wait_for(5)[3:] == ["charge.refunded", "refund.created"]
    before: Any = till.webhook.events[3].data.previous_attributes
    assert before.to_dict() == {"amount_refunded": 0, "refunded": False}


def test_gives_back_in_parts_and_never_more_than_was_paid(till: Till) -> None:
    intent_id = till.paid().payment_intent
    till.stripe.refunds.create({"payment_intent": intent_id, "amount": 30000})
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount") as refused:
        till.stripe.refunds.create({"payment_intent": intent_id, "amount": 5201})
    assert (refused.value.code, refused.value.param) == ("amount_too_large", "amount")
    till.stripe.refunds.create({"payment_intent": intent_id})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        till.stripe.refunds.create({"payment_intent": intent_id})
    assert refused.value.code == "charge_already_refunded"
    assert [refund.amount for refund in _refunds_of(till, intent_id)] == [5200, 30000]


def test_reads_one_refund_and_those_of_a_payment(till: Till) -> None:
    first, other = till.paid().payment_intent, till.paid().payment_intent
    refund = till.stripe.refunds.create({"payment_intent": first})
    till.stripe.refunds.create({"payment_intent": other})
    assert till.stripe.refunds.retrieve(refund.id).payment_intent == first
    assert [found.id for found in _refunds_of(till, first)] == [refund.id]


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"amount": 0}, "parameter_invalid_integer", "amount"),
        ({"amount": "all"}, "parameter_invalid_integer", "amount"),
        ({"reason": "bored"}, None, "reason"),
        ({"payment_intent": "pi_nothing"}, "resource_missing", "payment_intent"),
        ({"payment_intent": None}, "parameter_missing", "payment_intent"),
        ({"note": "x"}, "parameter_unknown", "note"),
        ({"charge": "ch_1"}, None, "charge"),
    ],
)
def test_refuses_a_refund_as_stripe_does(
    till: Till, changes: dict[str, Any], code: str | None, param: str
) -> None:
    wanted = {"payment_intent": till.paid().payment_intent} | changes
    with pytest.raises(stripe.InvalidRequestError) as refused:
        till.stripe.refunds.create({name: value for name, value in wanted.items() if value is not None})  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.param) == (code, param)
    assert till.stripe.refunds.list().data == []


def test_refuses_a_refund_of_what_was_never_paid(till: Till) -> None:
    session = till.open()
    till.pay(session, "4000000000000002")
    intent_id = till.stripe.checkout.sessions.retrieve(session.id).payment_intent
    with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
        till.stripe.refunds.create({"payment_intent": str(intent_id)})


def _refunds_of(till: Till, intent_id: str) -> list[stripe.Refund]:
    return till.stripe.refunds.list({"payment_intent": intent_id}).data
