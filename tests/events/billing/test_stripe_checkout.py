"""The real gateway against the Stripe stand-in: what it sends is taken, what comes back is read rightly."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest

from tests.local.stripe.serving import serving
from tests.local.stripe.till import SECRET_KEY, Till
from tests.local.stripe.webhook import Webhook
from tests.support.bills import an_invoice, balances, payments, reread, session_of, told_names, with_checkout
from tests.support.school import School
from tests.support.stripe_post import StripePost
from tutti.billing import service
from tutti.billing.gateway import StripeCheckout
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.payment import PaymentStatus
from tutti.billing.provider import Order, ProviderRefused, ProviderUnavailable
from tutti.billing.secret import forget_secrets
from tutti.kit.clock import utc_now
from tutti.kit.money import Money

PARAMETER = "/tutti/test/stripe-secret-key"
DECLINED, DISPUTED = "4000 0000 0000 0002", "4000 0000 0000 0259"


@pytest.fixture(scope="module")
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
    boto3.client("ssm").put_parameter(Name=PARAMETER, Value=SECRET_KEY, Type="SecureString", Overwrite=True)
    monkeypatch.setenv("STRIPE_SECRET_PARAMETER", PARAMETER)
    monkeypatch.setenv("STRIPE_API_BASE", till.site)
    forget_secrets()
    yield StripeCheckout()
    forget_secrets()


@pytest.fixture
def invoice(forte: School, stripe: StripeCheckout) -> Invoice:
    return with_checkout(forte, stripe, an_invoice(forte))


def pay(till: Till, invoice: Invoice, card: str = "4242 4242 4242 4242") -> None:
    form = {"card": card, "email": "ada@home.test", "name": "Ada Byron", "action": "pay"}
    till.http.post(f"/c/pay/{session_of(invoice)}", data=form)


def carry(till: Till, post: StripePost, count: int) -> list[str]:
    """Everything that the stand-in has told so far goes through Tutti's own webhook."""
    till.webhook.wait_for(count)
    for event in till.webhook.events:
        sent: dict[str, Any] = json.loads(json.dumps(event.to_dict(for_json=True)))
        assert post.deliver(sent) == []
    return till.webhook.types()


def test_a_family_pays_on_the_page_and_the_events_settle_it(
    forte: School, till: Till, stripe: StripeCheckout, invoice: Invoice, post: StripePost
) -> None:
    pay(till, invoice)
    assert "checkout.session.completed" in carry(till, post, 3)
    assert reread(forte, invoice).state is InvoiceState.PAID
    assert balances(forte)["cash:stripe"] == 24000
    assert told_names(forte)["PaymentSettled"] == 1


def test_the_page_shows_what_is_owed(till: Till, invoice: Invoice) -> None:
    session = till.stripe.checkout.sessions.retrieve(session_of(invoice))
    assert (session.amount_total, session.currency, session.customer_email) == (24000, "eur", "ada@home.test")
    assert session.client_reference_id == invoice.id


def test_a_declined_card_leaves_the_invoice_open(
    forte: School, till: Till, stripe: StripeCheckout, invoice: Invoice, post: StripePost
) -> None:
    pay(till, invoice, DECLINED)
    carry(till, post, 1)
    assert reread(forte, invoice).is_open
    assert [payment.status for payment in payments(forte)] == [PaymentStatus.FAILED]


def test_an_expired_page_cannot_be_paid(
    forte: School, till: Till, stripe: StripeCheckout, invoice: Invoice
) -> None:
    assert service.expire_checkout(forte.tenant, stripe, invoice.id) == "expired"
    pay(till, invoice)
    assert till.stripe.checkout.sessions.retrieve(session_of(invoice)).payment_status == "unpaid"


def test_expiring_a_page_that_was_paid_finds_the_payment(
    forte: School, till: Till, stripe: StripeCheckout, invoice: Invoice
) -> None:
    pay(till, invoice)
    assert service.expire_checkout(forte.tenant, stripe, invoice.id) == "paid"
    assert balances(forte)["cash:stripe"] == 24000


def test_a_refund_reaches_stripe_once(
    forte: School, till: Till, stripe: StripeCheckout, invoice: Invoice, post: StripePost
) -> None:
    pay(till, invoice)
    service.expire_checkout(forte.tenant, stripe, invoice.id)
    for _ in "12":
        assert service.refund_payment(forte.tenant, stripe, invoice.id, reason="No place.", now=utc_now())
    carry(till, post, 5)
    assert (reread(forte, invoice).state, balances(forte)) == (InvoiceState.REFUNDED, {})
    assert told_names(forte)["PaymentRefunded"] == len(till.stripe.refunds.list().data) == 1


def test_a_refund_in_the_dashboard_is_found(
    forte: School, till: Till, stripe: StripeCheckout, invoice: Invoice, post: StripePost
) -> None:
    pay(till, invoice)
    service.expire_checkout(forte.tenant, stripe, invoice.id)
    intent = payments(forte)[0].provider_ref
    assert intent
    till.stripe.refunds.create({"payment_intent": intent, "amount": 6000})
    carry(till, post, 5)
    assert reread(forte, invoice).state is InvoiceState.PARTLY_REFUNDED
    assert balances(forte)["cash:stripe"] == 18000


def test_a_dispute_marks_the_payment_and_leaves_nothing_to_refund(
    forte: School, till: Till, stripe: StripeCheckout, invoice: Invoice, post: StripePost
) -> None:
    pay(till, invoice, DISPUTED)
    carry(till, post, 4)
    assert [payment.status for payment in payments(forte)] == [PaymentStatus.DISPUTED]
    assert not service.refund_payment(forte.tenant, stripe, invoice.id, reason="", now=utc_now())


def test_refunding_what_the_bank_took_back_before_we_heard_of_it_gives_nothing(
    forte: School, till: Till, stripe: StripeCheckout, invoice: Invoice
) -> None:
    pay(till, invoice, DISPUTED)
    service.expire_checkout(forte.tenant, stripe, invoice.id)
    assert service.refund_payment(forte.tenant, stripe, invoice.id, reason="", now=utc_now()) is False


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
    ssm.put_parameter(Name=PARAMETER, Value="sk_test_old", Type="SecureString", Overwrite=True)
    with pytest.raises(ProviderUnavailable):
        stripe.open(an_order(), key="one")
    ssm.put_parameter(Name=PARAMETER, Value=SECRET_KEY, Type="SecureString", Overwrite=True)
    assert stripe.open(an_order(), key="one").is_open
