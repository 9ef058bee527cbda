"""What Stripe's events about refunds and disputes come to, whatever their order."""

import pytest

from tests.support.bills import (
    an_invoice,
    balances,
    euros,
    payments,
    reread,
    session_of,
    told,
    told_names,
    with_checkout,
)
from tests.support.paper_checkout import (
    PaperCheckout,
    charge_object,
    dispute_object,
    event,
    refund_object,
    session_object,
)
from tests.support.school import School
from tests.support.stripe_post import StripePost
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.payment import PaymentStatus
from tutti.billing.provider import Intent, ProviderUnavailable
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id

COMPLETED = "checkout.session.completed"
EXPIRED = "checkout.session.expired"
BOOKED = {"cash:stripe": 24000, "income": -20000, "tax": -4000}


@pytest.fixture
def invoice(forte: School, provider: PaperCheckout) -> Invoice:
    return with_checkout(forte, provider, an_invoice(forte))


def test_a_refund_in_the_dashboard_is_booked_once_though_two_events_tell_of_it(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    refund = provider.give_back(intent.id, euros(24000))
    post.tell("charge.refunded", charge_object(intent))
    post.tell("refund.created", refund_object(intent, refund))
    assert (reread(forte, invoice).state, balances(forte)) == (InvoiceState.REFUNDED, {})
    assert told_names(forte)["PaymentRefunded"] == 1


def test_a_refund_that_is_told_before_its_payment_is_booked_after_it(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    provider.give_back(intent.id, euros(4000))
    post.tell("charge.refunded", charge_object(intent))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    assert reread(forte, invoice).state is InvoiceState.PARTLY_REFUNDED
    assert balances(forte)["cash:stripe"] == 20000
    assert told_names(forte)["PaymentSettled"] == told_names(forte)["PaymentRefunded"] == 1


def test_a_refund_that_failed_is_booked_back(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    refund = provider.give_back(intent.id, euros(24000))
    post.tell("refund.created", refund_object(intent, refund))
    provider.fail_refund(intent.id, refund.id)
    post.tell("refund.failed", refund_object(intent, refund))
    assert (reread(forte, invoice).state, balances(forte)) == (InvoiceState.PAID, BOOKED)


def test_a_refund_of_what_was_never_paid_is_nothing(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    provider.intents[intent.id] = intent.model_copy(update={"is_paid": False})
    post.tell("charge.refunded", charge_object(intent))
    assert payments(forte) == []


def test_a_dispute_finds_its_studio_by_its_payment_and_is_told_once(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    for _ in "12":
        post.tell("charge.dispute.created", dispute_object(intent))
    [payment] = payments(forte)
    [fact] = told(forte, "PaymentDisputed")
    assert (payment.status, fact.data["payment_id"]) == (PaymentStatus.DISPUTED, payment.id)


def test_a_dispute_that_is_told_before_its_payment_ends_right(
    forte: School, provider: PaperCheckout, post: StripePost, invoice: Invoice
) -> None:
    intent = provider.pay(session_of(invoice))
    post.tell("charge.dispute.created", dispute_object(intent))
    post.tell(COMPLETED, session_object(provider, session_of(invoice)))
    assert [payment.status for payment in payments(forte)] == [PaymentStatus.DISPUTED]
    assert (reread(forte, invoice).state, told_names(forte)["PaymentSettled"]) == (InvoiceState.PAID, 1)


def test_a_dispute_of_something_that_is_not_ours_is_nothing(
    provider: PaperCheckout, post: StripePost
) -> None:
    foreign = Intent(id=new_id("pi"), amount=euros(1), is_paid=True, metadata={"shop": "shoes"})
    provider.intents[foreign.id] = foreign
    post.tell("charge.dispute.created", dispute_object(foreign))
    assert provider.asked == ["intent"]


def test_what_could_not_be_settled_comes_again(
    forte: School,
    provider: PaperCheckout,
    post: StripePost,
    invoice: Invoice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    intent = provider.pay(session_of(invoice))
    provider.give_back(intent.id, euros(4000))

    def down(_: str) -> Intent:
        raise ProviderUnavailable

    sent = event("charge.refunded", charge_object(intent), at=utc_now())
    with monkeypatch.context() as outage:
        outage.setattr(provider, "intent", down)
        assert post.deliver(sent) != []
    assert payments(forte) == []
    assert post.settle(sent) == []
    assert balances(forte)["cash:stripe"] == 20000
