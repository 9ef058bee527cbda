"""The ledger: double entry, append-only. Debits are positive, credits negative, each entry sums to zero."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from tutti.billing.invoice import Invoice
from tutti.billing.payment import Payment, Refund
from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Value
from tutti.kit.ids import InvoiceId, PaymentId, derived_id, pattern
from tutti.kit.money import Money

RECEIVABLE = "receivable"
INCOME = "income"
TAX = "tax"
UNAPPLIED = "unapplied"
CASH = "cash"


class EntryKind(StrEnum):
    """What an entry books; with its cause it makes the entry's id, so each can be booked once."""

    INVOICE_ISSUED = "invoice_issued"
    INVOICE_VOIDED = "invoice_voided"
    INVOICE_REINSTATED = "invoice_reinstated"
    PAYMENT_RECEIVED = "payment_received"
    PAYMENT_REFUNDED = "payment_refunded"
    REFUND_FAILED = "refund_failed"


class Posting(Value):
    """One side of an entry."""

    account: Annotated[str, Field(pattern="^(receivable|income|tax|unapplied|cash:[a-z]+)$")]
    amount: Money


class Entry(Entity):
    """One booking, never changed."""

    id: Annotated[str, pattern("ent")]
    kind: EntryKind
    invoice_id: InvoiceId
    payment_id: PaymentId | None = None
    at: Instant
    postings: tuple[Posting, ...]

    @model_validator(mode="after")
    def _balances(self) -> "Entry":
        if any(balances(self.postings).values()):
            raise ValueError("an entry sums to zero in each currency")
        return self


def balances(postings: tuple[Posting, ...]) -> dict[str, int]:
    """The sum of each currency in minor units."""
    sums: dict[str, int] = {}
    for posting in postings:
        sums[posting.amount.currency] = sums.get(posting.amount.currency, 0) + posting.amount.amount
    return sums


def cash_account(payment: Payment) -> str:
    """Where the money of this payment lies: with Stripe, or in the cash box, the bank, among the cheques."""
    return f"{CASH}:{'stripe' if payment.provider_ref else payment.method.value}"


def _entry(kind: EntryKind, cause: str, at: Instant, invoice_id: str, sides: dict[str, Money]) -> Entry:
    postings = (Posting(account=account, amount=amount) for account, amount in sides.items() if amount.amount)
    return Entry(
        id=derived_id("ent", kind, cause), kind=kind, invoice_id=invoice_id, at=at, postings=tuple(postings)
    )


def issued(invoice: Invoice, at: Instant) -> Entry:
    """The family owes; income and tax are earned."""
    owed = {RECEIVABLE: invoice.total, INCOME: -invoice.subtotal, TAX: -invoice.tax}
    return _entry(EntryKind.INVOICE_ISSUED, invoice.id, at, invoice.id, owed)


def voided(invoice: Invoice, at: Instant) -> Entry:
    """The family owes nothing any more, and nothing was earned."""
    waived = {RECEIVABLE: -invoice.total, INCOME: invoice.subtotal, TAX: invoice.tax}
    return _entry(EntryKind.INVOICE_VOIDED, invoice.id, at, invoice.id, waived)


def reinstated(invoice: Invoice, payment: Payment, at: Instant) -> Entry:
    """A payment that lay unapplied pays what was void: earned after all."""
    earned = {UNAPPLIED: payment.amount, INCOME: -invoice.subtotal, TAX: -invoice.tax}
    return _of(payment, _entry(EntryKind.INVOICE_REINSTATED, payment.id, at, invoice.id, earned))


def received(payment: Payment) -> Entry:
    """The money is there: for the invoice, or unapplied when it settles none."""
    against = RECEIVABLE if payment.is_applied else UNAPPLIED
    sides = {cash_account(payment): payment.amount, against: -payment.amount}
    cause, at = payment.id, payment.recorded_at
    return _of(payment, _entry(EntryKind.PAYMENT_RECEIVED, cause, at, payment.invoice_id, sides))


def refunded(invoice: Invoice, payment: Payment, refund: Refund, at: Instant) -> Entry:
    """Money goes back: out of income and tax when the payment was applied, otherwise as it came."""
    sides = {cash_account(payment): -refund.amount, **_given_up(invoice, payment, refund.amount)}
    kind = EntryKind.PAYMENT_REFUNDED
    return _of(payment, _entry(kind, refund.id, at, invoice.id, sides))


def refund_failed(invoice: Invoice, payment: Payment, refund: Refund, at: Instant) -> Entry:
    """The money came back to us: what the refund booked, the other way round."""
    sides = {cash_account(payment): refund.amount, **_given_up(invoice, payment, -refund.amount)}
    return _of(payment, _entry(EntryKind.REFUND_FAILED, refund.id, at, invoice.id, sides))


def _of(payment: Payment, entry: Entry) -> Entry:
    return entry.model_copy(update={"payment_id": payment.id})


def _given_up(invoice: Invoice, payment: Payment, amount: Money) -> dict[str, Money]:
    """The other side of a refund.

    Shares are taken of the whole sum refunded before and after, so that refunds in parts come to exactly the
    invoice's own income and tax.
    """
    if not payment.is_applied:
        return {UNAPPLIED: amount}
    weights = [invoice.subtotal.amount, invoice.tax.amount]
    before, after = (sum_.allocate(weights) for sum_ in (invoice.refunded, invoice.refunded + amount))
    return {INCOME: after[0] - before[0], TAX: after[1] - before[1]}
