"""Stripe on paper: events go through the webhook's door, and what they tell through the consumer's."""

from collections.abc import Iterator

import boto3
import pytest

from tests.support.door import Call
from tests.support.paper_checkout import PaperCheckout
from tests.support.stripe_post import PARAMETER, SECRET, StripePost
from tutti.billing.secret import forget_secrets


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> PaperCheckout:
    paper = PaperCheckout()
    monkeypatch.setattr("functions.events.billing.settle_stripe_event.StripeCheckout", lambda: paper)
    return paper


@pytest.fixture
def post(call: Call, aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[StripePost]:
    boto3.client("ssm").put_parameter(Name=PARAMETER, Value=SECRET, Type="SecureString", Overwrite=True)
    monkeypatch.setenv("STRIPE_WEBHOOK_PARAMETER", PARAMETER)
    forget_secrets()
    yield StripePost(call)
    forget_secrets()
