"""The real gateway against the Stripe stand-in: what it sends is taken, what comes back is read rightly."""

import json
from typing import Any

import pytest

from tests.local.stripe.till import Till
from tests.support.bills import an_invoice, balances, payments, reread, session_of, told_names, with_checkout
from tests.support.school import School
from tests.support.stripe_post import StripePost
from tutti.billing import service
from tutti.billing.gateway import StripeCheckout
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.payment import PaymentStatus
from tutti.kit.clock import utc_now

PARAMETER = "/tutti/test/stripe-secret-key"
DECLINED, DISPUTED = "4000 0000 0000 0002", "4000 0000 0000 0259"


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
