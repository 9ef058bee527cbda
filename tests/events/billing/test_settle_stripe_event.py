"""What Stripe's events come to: whatever their order, however often, and whatever they claim."""

from tests.support.bills import (
    balances,
    payments,
    reread,
    session_of,
    told,
    told_names,
    with_checkout,
)
from tests.support.paper_checkout import (
    PaperCheckout,
    declined_object,
    intent_object,
    session_object,
)
from tests.support.school import School
from tests.support.stripe_post import StripePost
from tutti.billing import service
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.payment import Method, PaymentStatus
from tutti.kit.clock import utc_now

COMPLETED = "checkout.session.completed"
EXPIRED = "checkout.session.expired"
BOOKED = {"cash:stripe": 24000, "income": -20000, "tax": -4000}


def test_a_paid_checkout_pays_the_invoice(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    provider.pay(session_of(invoice))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    assert reread(forte, invoice).state is InvoiceState.PAID
    assert (balances(forte), told_names(forte)["PaymentSettled"]) == (BOOKED, 1)
    assert provider.asked == ["open"]


def test_the_same_event_many_times_pays_once(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    provider.pay(session_of(invoice))
    sent = post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    for _ in range(3):
        post.deliver(sent)
    assert (len(payments(forte)), balances(forte), told_names(forte)["PaymentSettled"]) == (1, BOOKED, 1)


def test_two_different_events_can_mean_one_payment(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    post.tell("payment_intent.succeeded", intent_object(intent))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    assert (len(payments(forte)), balances(forte), told_names(forte)["PaymentSettled"]) == (1, BOOKED, 1)


def test_a_decline_is_recorded_and_the_next_card_pays(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    post.tell("payment_intent.payment_failed", declined_object(intent))
    assert [payment.status for payment in payments(forte)] == [PaymentStatus.FAILED]
    assert reread(forte, invoice).is_open
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    assert [payment.status for payment in payments(forte)] == [PaymentStatus.COMPLETED]
    assert told_names(forte)["PaymentFailed"] == told_names(forte)["PaymentSettled"] == 1


def test_a_decline_that_comes_after_the_payment_changes_nothing(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    post.tell("payment_intent.payment_failed", declined_object(intent))
    assert [payment.status for payment in payments(forte)] == [PaymentStatus.COMPLETED]
    assert "PaymentFailed" not in told_names(forte)


def test_a_bank_debit_is_on_its_way_until_it_is_here(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    provider.pay(session_of(invoice))
    here = session_object(provider, session_of(invoice))
    post.tell(COMPLETED, here | {"payment_status": "unpaid"})
    assert [payment.status for payment in payments(forte)] == [PaymentStatus.PROCESSING]
    post.tell("checkout.session.async_payment_succeeded", here)
    assert [(one.status, one.method) for one in payments(forte)] == [(PaymentStatus.COMPLETED, Method.BANK)]
    assert told_names(forte)["PaymentStarted"] == told_names(forte)["PaymentSettled"] == 1


def test_a_bank_debit_that_bounced_is_failed_even_when_its_start_is_told_later(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    provider.pay(session_of(invoice))
    unpaid = session_object(provider, session_of(invoice)) | {"payment_status": "unpaid"}
    post.tell("checkout.session.async_payment_failed", unpaid)
    post.tell(COMPLETED, unpaid)
    assert [payment.status for payment in payments(forte)] == [PaymentStatus.FAILED]
    assert reread(forte, invoice).is_open


def test_an_expired_checkout_is_told_once(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    for _ in "12":
        post.tell(EXPIRED, session_object(provider, session_of(invoice)))
    [fact] = told(forte, "CheckoutExpired")
    assert (fact.subject, fact.data) == (invoice.id, {"enrollment_id": invoice.enrollment_id})
    assert reread(forte, invoice).checkout is None


def test_an_expiry_that_comes_after_the_payment_changes_nothing(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    provider.pay(session_of(invoice))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    post.tell(EXPIRED, session_object(provider, session_of(invoice)))
    assert reread(forte, invoice).state is InvoiceState.PAID
    assert "CheckoutExpired" not in told_names(forte)


def test_the_expiry_of_a_page_that_we_replaced_is_not_told(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    service.expire_checkout(forte.tenant, provider, invoice.id)
    with_checkout(forte, provider, invoice)
    post.tell(EXPIRED, session_object(provider, session_of(invoice)))
    assert "CheckoutExpired" not in told_names(forte)
    assert reread(forte, invoice).checkout is not None


def test_a_payment_after_the_expiry_is_recorded_and_told(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    provider.pay(session_of(invoice))
    paid = session_object(provider, session_of(invoice))
    post.tell(EXPIRED, paid | {"payment_status": "unpaid", "status": "expired"})
    service.void_invoice(forte.tenant, invoice.id, now=utc_now())
    post.tell(COMPLETED, paid)
    assert (reread(forte, invoice).state, told_names(forte)["PaymentSettled"]) == (InvoiceState.VOID, 1)
    assert balances(forte) == {"cash:stripe": 24000, "unapplied": -24000}


def test_a_checkout_over_nothing_moves_no_money(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    free = session_object(provider, session_of(invoice)) | {"payment_status": "no_payment_required"}
    post.tell(COMPLETED, free)
    assert payments(forte) == []
