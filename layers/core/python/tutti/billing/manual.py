"""Money that the office takes in by hand."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from tutti.billing.checkout import expire_checkout
from tutti.billing.gateway import Checkout
from tutti.billing.invoice import AlreadyPaid
from tutti.billing.payment import Payment, PaymentStatus
from tutti.billing.settlement import payment_for, settle
from tutti.billing.store import InvoiceStore
from tutti.kit.entity import Line, Value
from tutti.kit.errors import Invalid
from tutti.kit.ids import InvoiceId, derived_id
from tutti.kit.money import Money
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant


class AmountDiffers(Invalid):
    """A payment by hand pays the whole invoice, in its currency."""


class ManualPayment(Value):
    """What the office took in; `reference` is the number of the cheque or of the bank's line."""

    invoice_id: InvoiceId
    method: Literal["bank", "cash", "cheque", "other"]
    amount: Annotated[Money, Field(description="The invoice's total.")]
    reference: Line = ""


def record_manual_payment(
    tenant: Tenant, gateway: Checkout, taken: ManualPayment, *, now: datetime
) -> Payment:
    """The payment, its invoice paid (BIL-5).

    An open checkout is closed at the provider first, so that nobody pays twice. Refuses `NoSuchInvoice`,
    `AlreadyPaid`, `InvoiceIsVoid` and `AmountDiffers`.
    """
    invoices = InvoiceStore(tenant)

    def act() -> Payment:
        invoice = invoices.get(taken.invoice_id)
        invoice.must_be_open()
        if taken.amount != invoice.total:
            raise AmountDiffers(f"This invoice is over {invoice.total.text()}.")
        if invoice.checkout:
            if expire_checkout(tenant, gateway, invoice.id, now=now) == "paid":
                raise AlreadyPaid()
            return act()
        fields = taken.model_dump(include={"method", "amount", "reference"}) | {"recorded_at": now}
        payment_id = derived_id("pay", invoice.id, "by hand")
        payment = payment_for(invoice, payment_id, PaymentStatus.COMPLETED, **fields)
        return settle(tenant, invoice, None, payment)

    return until_undisturbed(act)
