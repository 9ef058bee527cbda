"""The gateway to Stripe against the stand-in: keys, refusals and outages."""

from datetime import timedelta
from typing import Any

import boto3
import pytest

from tests.local.stripe.till import SECRET_KEY, Till
from tutti.billing.gateway import StripeCheckout
from tutti.billing.provider import Order, ProviderRefused, ProviderUnavailable
from tutti.kit.clock import utc_now
from tutti.kit.money import Money

KEY_PARAMETER = "/tutti/test/stripe-secret-key"
DECLINED, DISPUTED = "4000 0000 0000 0002", "4000 0000 0000 0259"


def an_order(**changes: Any) -> Order:
    usual = {
        "invoice_id": "bil_1",
        "metadata": {},
        "description": "Violin",
        "amount": Money(amount=100, currency="EUR"),
        "email": "ada@home.test",
        "success_url": "https://tutti.test/paid",
        "cancel_url": "https://tutti.test/left",
        "expires_at": utc_now() + timedelta(hours=1),
    }
    return Order.model_validate(usual | changes)


def test_the_same_key_opens_one_page(till: Till, stripe: StripeCheckout) -> None:
    order = an_order()
    assert stripe.open(order, key="one").id == stripe.open(order, key="one").id
    assert len(till.stripe.checkout.sessions.list().data) == 1


def test_a_lost_answer_is_asked_for_again_and_opens_one_page(till: Till, stripe: StripeCheckout) -> None:
    till.control("fail", endpoint="POST /v1/checkout/sessions", answer=500, after_work=True)
    stripe.open(an_order(), key="one")
    assert len(till.stripe.checkout.sessions.list().data) == 1


def test_what_stripe_does_not_take_is_refused_without_its_words(stripe: StripeCheckout) -> None:
    with pytest.raises(ProviderRefused) as refused:
        stripe.open(an_order(amount=Money(amount=1, currency="EUR")), key="one")
    assert refused.value.detail == "The payment provider does not take this (amount_too_small)."


def test_a_page_that_stripe_does_not_know_is_refused(stripe: StripeCheckout) -> None:
    with pytest.raises(ProviderRefused):
        stripe.expire("cs_unknown")


def test_a_payment_that_stripe_does_not_know_is_not_refunded(stripe: StripeCheckout) -> None:
    with pytest.raises(ProviderRefused):
        stripe.refund("pi_unknown", metadata={}, key="one")


def test_a_stripe_that_is_down_is_unavailable(till: Till, stripe: StripeCheckout) -> None:
    till.control("fail", endpoint="POST /v1/checkout/sessions", answer=500, times=9)
    with pytest.raises(ProviderUnavailable):
        stripe.open(an_order(), key="one")


def test_a_stripe_that_is_crowded_is_unavailable(till: Till, stripe: StripeCheckout) -> None:
    till.control("fail", endpoint="POST /v1/checkout/sessions", answer=429)
    with pytest.raises(ProviderUnavailable):
        stripe.open(an_order(), key="one")


def test_a_key_that_was_exchanged_is_read_anew(till: Till, stripe: StripeCheckout) -> None:
    ssm = boto3.client("ssm")
    ssm.put_parameter(Name=KEY_PARAMETER, Value="sk_test_old", Type="SecureString", Overwrite=True)
    with pytest.raises(ProviderUnavailable):
        stripe.open(an_order(), key="one")
    ssm.put_parameter(Name=KEY_PARAMETER, Value=SECRET_KEY, Type="SecureString", Overwrite=True)
    assert stripe.open(an_order(), key="one").is_open
