"""Payments: one for each payment intent or entry by hand, and what was given back of it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Line, Value
from tutti.kit.ids import EnrollmentId, FamilyId, InvoiceId, PaymentId, derived_id
from tutti.kit.money import Money, total


class Method(StrEnum):
    """How somebody paid."""

    CARD = "card"
    BANK = "bank"
    CASH = "cash"
    CHEQUE = "cheque"
    OTHER = "other"


class PaymentStatus(StrEnum):
    """How far a payment is (BIL-6), in the order in which it goes on; what was received stays so."""

    PENDING = "pending"
    PROCESSING = "processing"
    FAILED = "failed"
    COMPLETED = "completed"
    REFUNDED = "refunded"
    DISPUTED = "disputed"

    @property
    def rank(self) -> int:
        """Its place in that order."""
        return list(PaymentStatus).index(self)


class Refund(Value):
    """Money given back of a payment, under the id that the one who gave it back knows it by."""

    id: Annotated[str, Field(min_length=1, max_length=100)]
    amount: Money
    is_failed: bool = False
    reason: Line = ""


class Payment(Entity):
    """Money that came in, or an attempt; `is_applied` when it settled its invoice."""

    id: PaymentId
    invoice_id: InvoiceId
    enrollment_id: EnrollmentId | None = None
    family_id: FamilyId
    amount: Money
    method: Method
    status: PaymentStatus
    is_applied: bool = False
    provider_ref: str | None = None
    reference: Line = ""
    recorded_at: Instant
    refunds: tuple[Refund, ...] = ()

    @property
    def is_received(self) -> bool:
        """True once the money was there, whatever became of it later."""
        return self.status.rank >= PaymentStatus.COMPLETED.rank

    @property
    def refunded(self) -> Money:
        """What was given back, refunds that failed left out."""
        return total([one.amount for one in self.refunds if not one.is_failed], self.amount.currency)

    @property
    def refundable(self) -> Money:
        """What is left to give back; nothing of a payment that the payer's bank has taken back."""
        kept = self.status in {PaymentStatus.COMPLETED, PaymentStatus.REFUNDED}
        return self.amount - self.refunded if kept else self.amount * 0

    def find_refund(self, refund_id: str) -> Refund | None:
        """The refund of this id, if it is known."""
        return next((refund for refund in self.refunds if refund.id == refund_id), None)

    def with_refund(self, refund: Refund) -> "Payment":
        """With this refund as it now is."""
        others = tuple(one for one in self.refunds if one.id != refund.id)
        after = self.model_copy(update={"refunds": (*others, refund)})
        if after.refunded == self.amount:
            return after.model_copy(update={"status": PaymentStatus.REFUNDED})
        reopened = self.status is PaymentStatus.REFUNDED
        return after.model_copy(update={"status": PaymentStatus.COMPLETED}) if reopened else after


def payment_id_of(provider_ref: str) -> str:
    """The id of the one payment that a payment intent can be, whatever tells of it and how often."""
    return derived_id("pay", provider_ref)
