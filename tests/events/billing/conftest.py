"""Stripe on paper: events go through the webhook's door, and what they tell through the consumer's."""

from collections.abc import Iterator

import boto3
import pytest

from tests.local.stripe.serving import serving
from tests.local.stripe.till import SECRET_KEY, Till
from tests.local.stripe.webhook import Webhook
from tests.support.bills import an_invoice, with_checkout
from tests.support.door import Call
from tests.support.paper_checkout import PaperCheckout
from tests.support.school import School
from tests.support.stripe_post import PARAMETER, SECRET, StripePost
from tutti.billing.gateway import StripeCheckout
from tutti.billing.invoice import Invoice
from tutti.billing.secret import forget_secrets

KEY_PARAMETER = "/tutti/test/stripe-secret-key"


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> PaperCheckout:
    paper = PaperCheckout()
    monkeypatch.setattr("functions.events.billing.settle_stripe_event.StripeCheckout", lambda: paper)
    return paper


@pytest.fixture
def invoice(forte: School, provider: PaperCheckout) -> Invoice:
    """One that waits to be paid at its checkout."""
    return with_checkout(forte, provider, an_invoice(forte))


@pytest.fixture
def post(call: Call, aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[StripePost]:
    boto3.client("ssm").put_parameter(Name=PARAMETER, Value=SECRET, Type="SecureString", Overwrite=True)
    monkeypatch.setenv("STRIPE_WEBHOOK_PARAMETER", PARAMETER)
    forget_secrets()
    yield StripePost(call)
    forget_secrets()


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    webhook = Webhook()
    with serving(tmp_path_factory.mktemp("stripe"), webhook) as till:
        yield till
    webhook.close()


@pytest.fixture
def till(stand_in: Till) -> Iterator[Till]:
    yield stand_in
    stand_in.clean_up()


@pytest.fixture
def stripe(aws: None, till: Till, monkeypatch: pytest.MonkeyPatch) -> Iterator[StripeCheckout]:
    boto3.client("ssm").put_parameter(
        Name=KEY_PARAMETER, Value=SECRET_KEY, Type="SecureString", Overwrite=True
    )
    monkeypatch.setenv("STRIPE_SECRET_PARAMETER", KEY_PARAMETER)
    monkeypatch.setenv("STRIPE_API_BASE", till.site)
    forget_secrets()
    yield StripeCheckout()
    forget_secrets()
