"""Checkout Sessions over the API."""

import time
from typing import Any

import pytest
import stripe

from tests.local.stripe.till import Till, a_line

A_DAY = 86_400
PRODUCT = "line_items[0][price_data][product_data]"


def test_opens_a_session_whose_sum_is_that_of_its_lines(till: Till) -> None:
    session = till.open()
    assert (session.status, session.payment_status, session.amount_total) == ("open", "unpaid", 35200)
    assert (session.currency, session.client_reference_id) == ("eur", "enr_01")
    assert session.metadata.to_dict() == {"studio_id": "std_01"}
    assert session.url == f"{till.site}/c/pay/{session.id}"
    assert session.expires_at - session.created == A_DAY


def test_shows_the_lines_in_the_order_they_were_given(till: Till) -> None:
    session = till.open(expand=["line_items"])
    lines = till.stripe.checkout.sessions.line_items.list(session.id).data
    assert [line.description for line in lines] == ["Violin, ten lessons", "VAT 10 %"]
    assert [line.id for line in session.line_items.data] == [line.id for line in lines]


def test_lists_the_session_of_a_payment(till: Till) -> None:
    till.open()
    paid = till.paid()
    listed = till.stripe.checkout.sessions.list({"payment_intent": paid.payment_intent})
    assert [session.id for session in listed.data] == [paid.id]


def test_pages_through_sessions_in_both_directions(till: Till) -> None:
    ids = [till.open().id for _ in range(5)][::-1]
    first = till.stripe.checkout.sessions.list({"limit": 2})
    assert [session.id for session in first.auto_paging_iter()] == ids
    newer = till.stripe.checkout.sessions.list({"limit": 2, "ending_before": ids[4]})
    assert ([session.id for session in newer.data], newer.has_more) == (ids[2:4], True)


def test_expands_the_payment_and_its_charge(till: Till) -> None:
    session = till.paid()
    expand = {"expand": ["payment_intent.latest_charge"]}
    intent = till.stripe.checkout.sessions.retrieve(session.id, expand).payment_intent  # type: ignore[arg-type]
    assert isinstance(intent, stripe.PaymentIntent)
    assert isinstance(intent.latest_charge, stripe.Charge)
    assert intent.metadata.to_dict() == {"invoice_id": "inv_01"}
    (listed,) = till.stripe.checkout.sessions.list({"expand": ["data.payment_intent"]}).data
    assert isinstance(listed.payment_intent, stripe.PaymentIntent)


def test_expires_a_session_once(till: Till) -> None:
    session = till.open()
    expired = till.stripe.checkout.sessions.expire(session.id)
    assert (expired.status, expired.url) == ("expired", None)
    assert till.webhook.wait_for(1) == ["checkout.session.expired"]
    with pytest.raises(stripe.InvalidRequestError, match="expired"):
        till.stripe.checkout.sessions.expire(session.id)


def test_expires_a_session_when_its_time_has_come(till: Till) -> None:
    session = till.open(expires_at=int(time.time()) + 1900)
    till.clock.ahead = 1901
    assert till.webhook.wait_for(1) == ["checkout.session.expired"]
    assert till.webhook.events[0].request.id is None  # type: ignore[union-attr]
    assert till.stripe.checkout.sessions.retrieve(session.id).status == "expired"


def test_a_payment_that_was_begun_is_canceled_with_its_session(till: Till) -> None:
    session = till.open()
    till.pay(session, "4000000000000002")
    intent_id = till.stripe.checkout.sessions.expire(session.id).payment_intent
    assert till.stripe.payment_intents.retrieve(str(intent_id)).status == "canceled"


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"line_items": [a_line() | {"size": "2"}]}, "parameter_unknown", "line_items[0][size]"),
        ({"stripe_account": None, "headers": None, "mode": ""}, None, "mode"),
        ({"mode": "gift"}, None, "mode"),
        ({"mode": None}, "parameter_missing", "mode"),
        ({"success_url": None}, "parameter_missing", "success_url"),
        ({"success_url": "/paid"}, "url_invalid", "success_url"),
        ({"cancel_url": ""}, "parameter_invalid_empty", "cancel_url"),
        ({"line_items": None}, "parameter_missing", "line_items"),
        ({"line_items": "violin"}, None, "line_items"),
        ({"line_items": [{"quantity": 1}]}, "parameter_missing", "line_items[0][price_data]"),
        (
            {"line_items": [a_line() | {"quantity": "one"}]},
            "parameter_invalid_integer",
            "line_items[0][quantity]",
        ),
        (
            {"line_items": [a_line() | {"quantity": 0}]},
            "parameter_invalid_integer",
            "line_items[0][quantity]",
        ),
        (
            {"line_items": [a_line(amount=-1)]},
            "parameter_invalid_integer",
            "line_items[0][price_data][unit_amount]",
        ),
        ({"line_items": [a_line(currency="xxx")]}, None, "line_items[0][price_data][currency]"),
        ({"line_items": [a_line(), a_line(currency="chf")]}, None, "line_items"),
        ({"line_items": [a_line(amount=0)]}, "amount_too_small", "line_items"),
        ({"line_items": [a_line(amount=100_000_000)]}, "amount_too_large", "line_items"),
        ({"currency": "chf"}, None, "line_items"),
        ({"customer_email": "ada"}, "email_invalid", "customer_email"),
        ({"metadata": "note"}, None, "metadata"),
        ({"metadata": {"note": "x" * 501}}, None, "metadata"),
        ({"expires_at": int(time.time()) + 60}, None, "expires_at"),
        ({"expires_at": int(time.time()) + 2 * A_DAY}, None, "expires_at"),
        ({"expand": ["customer"]}, None, "expand"),
        ({"expand": ["payment_intent.latest_charge.payment_intent.latest_charge.refunds"]}, None, "expand"),
        ({"line_items": [a_line()] * 101}, None, "line_items"),
        (
            {"line_items": [a_line() | {"price_data": {"currency": "eur", "unit_amount": 1}}]},
            "parameter_missing",
            PRODUCT,
        ),
        ({"client_reference_id": "x" * 201}, None, "client_reference_id"),
        ({"cancel_url": "http://tutti.test/" + "x" * 5000}, "parameter_invalid_string", "cancel_url"),
        ({"success_url": {"a": "b"}}, None, "success_url"),
        ({"automatic_tax": {"enabled": "perhaps"}}, None, "automatic_tax[enabled]"),
        ({"automatic_tax": {"enabled": True}}, None, "automatic_tax[enabled]"),
        ({"metadata": {"a": {"b": "c"}}}, None, "metadata[a]"),
        ({"payment_intent_data": "x"}, None, "payment_intent_data"),
        ({"locale": "xx"}, None, "locale"),
        ({"discounts": [{"coupon": "friend"}]}, None, "discounts[0][coupon]"),
        ({"mode": "subscription"}, None, "mode=subscription"),
    ],
)
def test_refuses_as_stripe_does(till: Till, changes: dict[str, Any], code: str | None, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        till.open(**changes)
    assert (refused.value.code, refused.value.param, refused.value.http_status) == (code, param, 400)
    assert till.stripe.checkout.sessions.list().data == []


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 101}, {"starting_after": "cs_test_nothing"}])
def test_refuses_a_page_that_cannot_be(till: Till, params: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        till.stripe.checkout.sessions.list(params)
    assert refused.value.param in params


def test_says_what_is_not_there(till: Till) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        till.stripe.checkout.sessions.retrieve("cs_test_nothing")
    assert (refused.value.code, refused.value.http_status) == ("resource_missing", 404)
