"""Invoices: numbered without gaps, their total always the sum of their lines."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from tutti.billing.lines import InvoiceLine, LineKind
from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Value
from tutti.kit.errors import Conflict
from tutti.kit.ids import EnrollmentId, FamilyId, InvoiceId, PaymentId, PersonId
from tutti.kit.money import Money, total


class AlreadyPaid(Conflict):
    """This invoice is paid; there is nothing left to pay."""


class InvoiceIsVoid(Conflict):
    """This invoice is void and cannot be paid."""


class InvoiceState(StrEnum):
    """How far an invoice is."""

    OPEN = "open"
    PAID = "paid"
    VOID = "void"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


class CheckoutLink(Value):
    """The provider's page on which the invoice can be paid until `expires_at`."""

    session_id: str
    url: str
    expires_at: Instant


class Bill(Value):
    """Whom an invoice is for, and for what."""

    enrollment_id: EnrollmentId | None = None
    student_id: PersonId
    guardian_id: PersonId
    family_id: FamilyId
    lines: Annotated[tuple[InvoiceLine, ...], Field(min_length=1, max_length=100)]


class Invoice(Entity, Bill):
    """A bill under its number; dates are days where the studio stands."""

    id: InvoiceId
    number: Annotated[int, Field(ge=1)]
    state: InvoiceState = InvoiceState.OPEN
    subtotal: Money
    tax: Money
    total: Money
    refunded: Money
    issued_on: date
    due_on: date
    checkout: CheckoutLink | None = None
    payment_ids: tuple[PaymentId, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> "Invoice":
        if (self.subtotal, self.tax) != sums(self.lines) or self.subtotal + self.tax != self.total:
            raise ValueError("the total of an invoice is the sum of its lines")
        if min(self.subtotal.amount, self.tax.amount) < 0:
            raise ValueError("discounts take off no more than there is")
        if not 0 <= self.refunded.amount <= self.total.amount:
            raise ValueError("no more is refunded than the total")
        return self

    @property
    def is_open(self) -> bool:
        """True while it waits for its payment."""
        return self.state is InvoiceState.OPEN

    @property
    def is_void(self) -> bool:
        """True when nobody owes it any more."""
        return self.state is InvoiceState.VOID

    @property
    def is_paid(self) -> bool:
        """True when its payment is here, at least in part."""
        return self.state in {InvoiceState.PAID, InvoiceState.PARTLY_REFUNDED}

    @property
    def can_be_voided(self) -> bool:
        """Open, or free of charge: nothing that was paid is voided."""
        return self.is_open or (self.state is InvoiceState.PAID and not self.total.amount)

    def must_be_open(self) -> None:
        """Refuses `InvoiceIsVoid` and `AlreadyPaid`."""
        if self.is_void:
            raise InvoiceIsVoid()
        if not self.is_open:
            raise AlreadyPaid()

    def is_settled_by(self, amount: Money) -> bool:
        """True when it waits for exactly this amount."""
        return self.is_open and amount == self.total

    def paid_by(self, payment_id: str) -> "Invoice":
        """Paid by this payment."""
        return self.naming(payment_id).model_copy(update={"state": InvoiceState.PAID})

    def naming(self, payment_id: str) -> "Invoice":
        """With one more payment that was made for it, whether it settled it or not."""
        return self.model_copy(update={"payment_ids": tuple(dict.fromkeys((*self.payment_ids, payment_id)))})

    def voided(self) -> "Invoice":
        """Owed by nobody any more."""
        return self.model_copy(update={"state": InvoiceState.VOID, "checkout": None})

    def with_checkout(self, link: CheckoutLink | None) -> "Invoice":
        """With the page on which it can be paid, or without one."""
        return self.model_copy(update={"checkout": link})

    def with_refunded(self, refunded: Money) -> "Invoice":
        """With so much of it given back in all."""
        if refunded.amount:
            whole = refunded == self.total
            state = InvoiceState.REFUNDED if whole else InvoiceState.PARTLY_REFUNDED
        else:
            state = InvoiceState.PAID
        return self.model_copy(update={"refunded": refunded, "state": state})


def sums(lines: Sequence[InvoiceLine]) -> tuple[Money, Money]:
    """What the lines come to: without tax, and the tax; refuses `CurrenciesDiffer`."""
    currency = lines[0].amount.currency
    net = [line.amount for line in lines if line.kind is not LineKind.TAX]
    return total(net, currency), total([li.amount for li in lines if li.kind is LineKind.TAX], currency)


def drawn_up(bill: Bill, invoice_id: str, number: int, issued_on: date, due_on: date) -> Invoice:
    """The invoice of this bill; one that comes to nothing is paid from the start."""
    subtotal, tax = sums(bill.lines)
    owed = subtotal + tax
    return Invoice(
        **dict(bill),
        id=invoice_id,
        number=number,
        state=InvoiceState.OPEN if owed.amount else InvoiceState.PAID,
        subtotal=subtotal,
        tax=tax,
        total=owed,
        refunded=owed * 0,
        issued_on=issued_on,
        due_on=due_on,
    )
