"""Whatever arrives in whatever order: the books sum to zero, and cash is what came in less what went back."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.bills import an_invoice, balances, euros, payments, session_of, with_checkout
from tests.support.cloud_in_process import forget_items
from tests.support.paper_checkout import PaperCheckout, charge_object, intent_object, session_object
from tests.support.school import a_school
from tutti.billing import service
from tutti.billing.provider import Intent
from tutti.billing.store import InvoiceStore, LedgerStore, StripeEventStore
from tutti.billing.stripe_event import StripeEvent
from tutti.kit.clock import utc_now

STEPS = (
    "completed",
    "succeeded",
    "failed",
    "expired",
    "refunded",
    "part",
    "bounce",
    "refund",
    "void",
    "again",
)


class Story:
    """One invoice, one payer, and everything that can happen to them."""

    def __init__(self) -> None:
        self.school, self.provider = a_school(), PaperCheckout()
        self.invoice = with_checkout(self.school, self.provider, an_invoice(self.school))
        self.session = session_of(self.invoice)
        self.paid: Intent = self.provider.pay(self.session)
        self.events: list[str] = []

    def tell(self, event_type: str, obj: dict[str, object]) -> None:
        number = f"evt_{len(self.events)}"
        now = utc_now()
        event = StripeEvent(id=number, type=event_type, created_at=now, received_at=now, payload=obj)
        StripeEventStore(self.school.tenant).create(event)
        self.events.append(number)
        self.settle(number)

    def settle(self, event_id: str) -> None:
        service.settle_stripe_event(self.school.tenant, self.provider, event_id, now=utc_now())

    def completed(self) -> None:
        self.tell("checkout.session.completed", session_object(self.provider, self.session))

    def succeeded(self) -> None:
        self.tell("payment_intent.succeeded", intent_object(self.paid))

    def failed(self) -> None:
        declined = intent_object(self.paid.model_copy(update={"is_paid": False}))
        self.tell("payment_intent.payment_failed", declined)

    def expired(self) -> None:
        self.tell("checkout.session.expired", session_object(self.provider, self.session))

    def refunded(self) -> None:
        self.tell("charge.refunded", charge_object(self.paid))

    def part(self) -> None:
        gone = sum(one.amount.amount for one in self.provider.refunds(self.paid.id) if not one.is_failed)
        if gone + 5001 <= self.paid.amount.amount:
            self.provider.give_back(self.paid.id, euros(5001))
        self.refunded()

    def bounce(self) -> None:
        for refund in self.provider.refunds(self.paid.id)[:1]:
            self.provider.fail_refund(self.paid.id, refund.id)
        self.refunded()

    def refund(self) -> None:
        now = utc_now()
        service.refund_payment(self.school.tenant, self.provider, self.invoice.id, reason="", now=now)

    def void(self) -> None:
        service.void_invoice(self.school.tenant, self.invoice.id, now=utc_now())

    def again(self) -> None:
        for event_id in self.events:
            self.settle(event_id)


def check(story: Story) -> None:
    received = [payment for payment in payments(story.school) if payment.is_received]
    kept = sum(payment.amount.amount - payment.refunded.amount for payment in received)
    books, invoice = balances(story.school), InvoiceStore(story.school.tenant).get(story.invoice.id)
    assert sum(books.values()) == 0
    assert books.get("cash:stripe", 0) == kept
    assert books.get("receivable", 0) == (invoice.total.amount if invoice.is_open else 0)
    earned = invoice.total.amount - invoice.refunded.amount if invoice.is_open or invoice.is_paid else 0
    assert books.get("income", 0) + books.get("tax", 0) == -earned
    assert len(received) <= 1


@pytest.mark.usefixtures("aws")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), max_size=7))
def test_the_books_are_right_after_any_interleaving(steps: list[str]) -> None:
    forget_items()
    story = Story()
    for step in steps:
        act: Callable[[], None] = getattr(story, step)
        act()
        check(story)
    story.completed()
    story.refunded()
    check(story)
    at_stripe = [one for one in story.provider.refunds(story.paid.id) if not one.is_failed]
    left = story.paid.amount.amount - sum(one.amount.amount for one in at_stripe)
    assert balances(story.school).get("cash:stripe", 0) == left
    assert len({entry.id for entry in LedgerStore(story.school.tenant).all()}) >= 2
