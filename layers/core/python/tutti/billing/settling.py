"""What an event of Stripe's means. It is a hint: it may come twice, late, out of order or not for us."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tutti.billing.checkout import note_expired_checkout
from tutti.billing.facts import PaymentUnmatched
from tutti.billing.gateway import Checkout
from tutti.billing.payment import Method, PaymentStatus, payment_id_of
from tutti.billing.provider import from_stripe
from tutti.billing.refunds import note_dispute, record_refunds
from tutti.billing.settlement import note_attempt, record_payment
from tutti.billing.store import NoSuchInvoice, PaymentStore, StripeEventStore
from tutti.billing.stripe_event import PLATFORM, StripeEvent, invoice_named_in, studio_named_in
from tutti.kit.facts import told
from tutti.kit.money import Money
from tutti.kit.tenant import Tenant


@dataclass(frozen=True)
class Hint:
    """An event, and the studio and invoice that it concerns by metadata which only we can have written."""

    tenant: Tenant
    gateway: Checkout
    event: StripeEvent
    invoice_id: str
    now: datetime

    @property
    def object(self) -> dict[str, Any]:
        """The object as it was when the event was made."""
        return self.event.payload

    @property
    def intent(self) -> str:
        """The payment intent that it is about; empty for a page on which nobody tried to pay."""
        return self.event.payment_intent or ""

    def amount(self, field: str) -> Money:
        """An amount of the object."""
        return from_stripe(self.object[field], self.object["currency"])


def settle_stripe_event(tenant: Tenant, gateway: Checkout, event_id: str, *, now: datetime) -> None:
    """Do what the stored event calls for; nothing for types that billing does not know and what is not ours.

    Money for an invoice that the named studio never issued touches nothing there: it is told to the platform
    by `PaymentUnmatched`.
    """
    event = StripeEventStore(tenant).get(event_id)
    act = ACTS.get(event.type)
    hint = _concerning(tenant, gateway, event, now) if act else None
    if act is None or hint is None:
        return
    try:
        act(hint)
    except NoSuchInvoice:
        platform = replace(tenant, studio_id=PLATFORM)
        platform.table.write(told(platform, PaymentUnmatched(subject=hint.invoice_id)))


def _concerning(tenant: Tenant, gateway: Checkout, event: StripeEvent, now: datetime) -> Hint | None:
    """Disputes and refunds made by hand carry no metadata of ours: then the payment intent's is asked for."""
    metadata = event.metadata
    if not (studio_named_in(metadata) and invoice_named_in(metadata)) and event.payment_intent:
        metadata = gateway.intent(event.payment_intent).metadata
    studio_id, invoice_id = studio_named_in(metadata), invoice_named_in(metadata)
    if studio_id is None or invoice_id is None:
        return None
    return Hint(replace(tenant, studio_id=studio_id), gateway, event, invoice_id, now)


def _checkout_completed(hint: Hint) -> None:
    if hint.object["payment_status"] == "paid":
        _record(hint, hint.amount("amount_total"), Method.CARD)
    elif hint.intent:
        _note(hint, hint.amount("amount_total"), PaymentStatus.PROCESSING)


def _checkout_paid_later(hint: Hint) -> None:
    _record(hint, hint.amount("amount_total"), Method.BANK)


def _checkout_failed_later(hint: Hint) -> None:
    _note(hint, hint.amount("amount_total"), PaymentStatus.FAILED)


def _checkout_expired(hint: Hint) -> None:
    note_expired_checkout(hint.tenant, hint.invoice_id, hint.object["id"])


def _intent_succeeded(hint: Hint) -> None:
    _record(hint, hint.amount("amount_received"), Method.CARD)


def _intent_failed(hint: Hint) -> None:
    _note(hint, hint.amount("amount"), PaymentStatus.FAILED)


def _refunded(hint: Hint) -> None:
    """Whichever refund it tells of, and whether it tells of it in time: the provider's list is the truth."""
    if hint.intent and _is_recorded(hint):
        found = hint.gateway.refunds(hint.intent)
        record_refunds(hint.tenant, hint.invoice_id, payment_id_of(hint.intent), found, now=hint.now)


def _disputed(hint: Hint) -> None:
    if hint.intent and _is_recorded(hint):
        note_dispute(hint.tenant, hint.intent)


def _is_recorded(hint: Hint) -> bool:
    """True once the payment is known; sees to that when this event came before the one that tells of it."""
    payment = PaymentStore(hint.tenant).find(payment_id_of(hint.intent))
    if payment and payment.is_received:
        return True
    intent = hint.gateway.intent(hint.intent)
    if intent.is_paid:
        _record(hint, intent.amount, Method.CARD)
    return intent.is_paid


def _record(hint: Hint, amount: Money, method: Method) -> None:
    if hint.intent:
        record_payment(
            hint.tenant,
            invoice_id=hint.invoice_id,
            payment_intent=hint.intent,
            amount=amount,
            method=method,
            now=hint.now,
        )


def _note(hint: Hint, amount: Money, status: PaymentStatus) -> None:
    note_attempt(
        hint.tenant,
        invoice_id=hint.invoice_id,
        payment_intent=hint.intent,
        amount=amount,
        status=status,
        now=hint.now,
    )


ACTS: dict[str, Callable[[Hint], None]] = {
    "checkout.session.completed": _checkout_completed,
    "checkout.session.async_payment_succeeded": _checkout_paid_later,
    "checkout.session.async_payment_failed": _checkout_failed_later,
    "checkout.session.expired": _checkout_expired,
    "payment_intent.succeeded": _intent_succeeded,
    "payment_intent.payment_failed": _intent_failed,
    "charge.refunded": _refunded,
    "refund.created": _refunded,
    "refund.updated": _refunded,
    "refund.failed": _refunded,
    "charge.refund.updated": _refunded,
    "charge.dispute.created": _disputed,
}
