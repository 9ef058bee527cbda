"""Money that goes back: refunds as the provider knows them, and disputes."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tutti.billing import ledger
from tutti.billing.checkout import our_ids
from tutti.billing.facts import PaymentDisputed, PaymentRefunded, RefundFailed
from tutti.billing.gateway import Checkout
from tutti.billing.invoice import Invoice
from tutti.billing.payment import Payment, PaymentStatus, Refund, payment_id_of
from tutti.billing.store import InvoiceStore, LedgerStore, PaymentStore, invoice_and_payment
from tutti.kit.changes import Change
from tutti.kit.facts import Fact, told
from tutti.kit.ids import derived_id
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant


def refund_payment(tenant: Tenant, gateway: Checkout, invoice_id: str, *, reason: str, now: datetime) -> bool:
    """Give back everything that was paid for the invoice, applied or not; True when anything was given back.

    Idempotent by the provider's key: a repeat gives nothing back a second time. Safe when nothing was paid,
    and for what never existed. What came in by hand is booked as given back: the office hands it out.
    """
    invoice = InvoiceStore(tenant).find(invoice_id)
    if invoice is None:
        return False
    refunds: list[Refund] = []
    for payment in PaymentStore(tenant).get_many(invoice.payment_ids):
        refunds += payment.refunds
        if payment.refundable.amount:
            found = _give_back(tenant, gateway, invoice, payment, reason)
            record_refunds(tenant, invoice.id, payment.id, found, reason=reason, now=now)
            refunds += found
    return not all(refund.is_failed for refund in refunds)


def _give_back(
    tenant: Tenant, gateway: Checkout, invoice: Invoice, payment: Payment, reason: str
) -> list[Refund]:
    if payment.provider_ref is None:
        return [Refund(id=derived_id("rfd", payment.id), amount=payment.refundable)]
    # The key changes with what is known, so that a refund that failed can be tried again.
    known = hashlib.sha256(f"{len(payment.refunds)}|{reason}".encode()).hexdigest()[:16]
    gateway.refund(
        payment.provider_ref, metadata=our_ids(tenant, invoice), key=f"{payment.id}.refund.{known}"
    )
    return gateway.refunds(payment.provider_ref)


def record_refunds(
    tenant: Tenant,
    invoice_id: str,
    payment_id: str,
    found: Sequence[Refund],
    *,
    reason: str = "",
    now: datetime,
) -> None:
    """Book each refund once, by its own id, and each that failed back again: one read, one transaction."""

    def act() -> None:
        invoice, payment = invoice_and_payment(tenant, invoice_id, payment_id)
        if invoice is None or payment is None or not payment.is_received:
            return
        news = [refund for refund in found if _is_news(payment, refund)]
        if news:
            _book(tenant, invoice, payment, [_with_reason(payment, one, reason) for one in news], now)

    until_undisturbed(act)


def _is_news(payment: Payment, refund: Refund) -> bool:
    known = payment.find_refund(refund.id)
    return not known.is_failed and refund.is_failed if known else not refund.is_failed


def _with_reason(payment: Payment, refund: Refund, reason: str) -> Refund:
    known = payment.find_refund(refund.id)
    return refund.model_copy(update={"reason": known.reason if known else reason})


def _book(tenant: Tenant, invoice: Invoice, payment: Payment, news: Sequence[Refund], now: datetime) -> None:
    invoices, payments, books = InvoiceStore(tenant), PaymentStore(tenant), LedgerStore(tenant)
    changes: list[Change] = []
    facts: list[Fact] = []
    bill, money = invoice, payment
    for refund in news:
        entry = ledger.refund_failed if refund.is_failed else ledger.refunded
        changes.append(books.booking(entry(bill, money, refund, now)))
        money = money.with_refund(refund)
        bill = bill.with_refunded(money.refunded) if money.is_applied else bill
        facts.append(_told_of(refund, money))
    if bill != invoice:
        changes.append(invoices.replacing(invoice, bill))
    tenant.table.write([payments.replacing(payment, money), *changes, *told(tenant, *facts)])


def _told_of(refund: Refund, payment: Payment) -> Fact:
    about: dict[str, Any] = {
        "subject": payment.invoice_id,
        "enrollment_id": payment.enrollment_id,
        "payment_id": payment.id,
        "refund_id": refund.id,
    }
    if refund.is_failed:
        return RefundFailed(**about)
    return PaymentRefunded(**about, is_whole=payment.status is PaymentStatus.REFUNDED)


def note_dispute(tenant: Tenant, payment_intent: str) -> None:
    """Mark the payment as disputed and tell `PaymentDisputed`, once; nothing for an unknown payment."""

    def act() -> None:
        payments = PaymentStore(tenant)
        payment = payments.find(payment_id_of(payment_intent))
        if payment is None or payment.status is PaymentStatus.DISPUTED:
            return
        disputed = payment.model_copy(update={"status": PaymentStatus.DISPUTED})
        fact = PaymentDisputed(
            subject=payment.invoice_id, enrollment_id=payment.enrollment_id, payment_id=payment.id
        )
        payments.replace(payment, disputed, fact)

    until_undisturbed(act)
