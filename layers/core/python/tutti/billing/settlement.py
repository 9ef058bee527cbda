"""Money that comes in: recorded once, applied to its invoice when it fits, and otherwise kept in sight."""

from datetime import datetime

from tutti.billing import ledger
from tutti.billing.facts import (
    InvoiceReinstated,
    PaymentFailed,
    PaymentSettled,
    PaymentStarted,
    PaymentUnmatched,
)
from tutti.billing.invoice import Invoice
from tutti.billing.payment import Method, Payment, PaymentStatus, payment_id_of
from tutti.billing.store import (
    InvoiceStore,
    LedgerStore,
    NoSuchInvoice,
    PaymentStore,
    invoice_and_payment,
)
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict
from tutti.kit.facts import Fact, told
from tutti.kit.money import Money
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant


class NothingToApply(Conflict):
    """No payment of the invoice's whole sum lies unapplied."""


def record_payment(
    tenant: Tenant, *, invoice_id: str, payment_intent: str, amount: Money, method: Method, now: datetime
) -> Payment:
    """The payment that this intent is: recorded once, whatever tells of it and how often (BIL-22).

    One read, one transaction: payment, invoice, ledger entry, fact. The whole sum pays an open invoice:
    `PaymentSettled`. For a void invoice it is recorded, not applied, and told by `PaymentSettled` as well.
    Any other sum or currency, or a second payment, is recorded, not applied, and told by `PaymentUnmatched`.
    Refuses `NoSuchInvoice`, and then nothing is written.
    """
    payment_id = payment_id_of(payment_intent)

    def act() -> Payment:
        invoice, before = invoice_and_payment(tenant, invoice_id, payment_id)
        if before and before.is_received:
            return before
        if invoice is None:
            raise NoSuchInvoice()
        fields = {"amount": amount, "method": method, "recorded_at": now, "provider_ref": payment_intent}
        payment = payment_for(invoice, payment_id, PaymentStatus.COMPLETED, **fields)
        return settle(tenant, invoice, before, payment)

    return until_undisturbed(act)


def payment_for(invoice: Invoice, payment_id: str, status: PaymentStatus, **fields: object) -> Payment:
    """A payment for this invoice, which settles it or does not."""
    payment = Payment.model_validate(
        {
            "id": payment_id,
            "invoice_id": invoice.id,
            "enrollment_id": invoice.enrollment_id,
            "family_id": invoice.family_id,
            "status": status,
            **fields,
        }
    )
    is_applied = payment.is_received and invoice.is_settled_by(payment.amount)
    return payment.model_copy(update={"is_applied": is_applied})


def settle(tenant: Tenant, invoice: Invoice, before: Payment | None, payment: Payment) -> Payment:
    """Write the payment with all that follows from it; `before` is what was known of it until now."""
    invoices = InvoiceStore(tenant)
    after = invoice.paid_by(payment.id) if payment.is_applied else invoice.naming(payment.id)
    tenant.table.write(
        [
            PaymentStore(tenant).saving(before, payment),
            invoices.replacing(invoice, after),
            LedgerStore(tenant).booking(ledger.received(payment)),
            *told(tenant, _outcome(invoice, payment)),
        ]
    )
    return payment.model_copy(update={"version": before.version + 1 if before else 1})


def _outcome(invoice: Invoice, payment: Payment) -> Fact:
    late = invoice.is_void and payment.amount == invoice.total
    fact = PaymentSettled if payment.is_applied or late else PaymentUnmatched
    return fact(subject=invoice.id, enrollment_id=invoice.enrollment_id, payment_id=payment.id)


def reinstate_invoice(tenant: Tenant, invoice_id: str, *, now: datetime) -> Invoice:
    """A void invoice paid after all by the payment that came late, in one transaction; a paid one as it is.

    Refuses `NothingToApply` when no such payment lies there.
    """

    def act() -> Invoice:
        invoices, payments = InvoiceStore(tenant), PaymentStore(tenant)
        invoice = invoices.get(invoice_id)
        if invoice.is_paid:
            return invoice
        waiting = (p for p in payments.get_many(invoice.payment_ids) if p.refundable == invoice.total)
        payment = next(waiting, None)
        if payment is None or not invoice.is_void:
            raise NothingToApply()
        after = invoice.paid_by(payment.id)
        fact = InvoiceReinstated(
            subject=invoice.id, enrollment_id=invoice.enrollment_id, payment_id=payment.id
        )
        tenant.table.write(
            [
                invoices.replacing(invoice, after),
                payments.replacing(payment, payment.model_copy(update={"is_applied": True})),
                LedgerStore(tenant).booking(ledger.reinstated(invoice, payment, now)),
                *told(tenant, fact),
            ]
        )
        return after.model_copy(update={"version": invoice.version + 1})

    return until_undisturbed(act)


def list_payments(tenant: Tenant, *, limit: int, cursor: str | None) -> Page[Payment]:
    """A page of the studio's payments, the latest first."""
    return PaymentStore(tenant).page_newest(limit=limit, cursor=cursor)


def note_attempt(
    tenant: Tenant,
    *,
    invoice_id: str,
    payment_intent: str,
    amount: Money,
    status: PaymentStatus,
    now: datetime,
) -> None:
    """Record an attempt that is on its way or was declined; never takes back what is known already."""
    payment_id = payment_id_of(payment_intent)

    def act() -> None:
        invoice, before = invoice_and_payment(tenant, invoice_id, payment_id)
        if invoice is None or (before and before.status.rank >= status.rank):
            return
        fields = {
            "amount": amount,
            "method": Method.CARD,
            "recorded_at": now,
            "provider_ref": payment_intent,
        }
        payment = payment_for(invoice, payment_id, status, **fields)
        fact = PaymentFailed if status is PaymentStatus.FAILED else PaymentStarted
        attempt = fact(subject=invoice.id, enrollment_id=invoice.enrollment_id, payment_id=payment_id)
        tenant.table.write([PaymentStore(tenant).saving(before, payment), *told(tenant, attempt)])

    until_undisturbed(act)
