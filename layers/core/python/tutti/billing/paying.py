"""A family, or the office for it, pays an open invoice on the provider's page."""

from datetime import datetime, timedelta

from tutti.billing.checkout import open_checkout
from tutti.billing.gateway import Checkout
from tutti.billing.invoice import AlreadyPaid
from tutti.billing.store import InvoiceStore, NoSuchInvoice
from tutti.kit.entity import Value
from tutti.kit.tenant import Tenant
from tutti.people.published import guardian

LASTS = timedelta(hours=1)


class PaymentPage(Value):
    """Where the invoice can be paid."""

    checkout_url: str


def pay_invoice(
    tenant: Tenant,
    gateway: Checkout,
    invoice_id: str,
    *,
    payer_id: str | None = None,
    page_url: str,
    now: datetime,
) -> PaymentPage:
    """The page on which the invoice can be paid: the open one, or a new one for an hour (BIL-2).

    `payer_id` is a guardian, who pays for the own family only; otherwise the page is for whom the invoice
    names. Refuses `NoSuchInvoice`, `AlreadyPaid` and `InvoiceIsVoid`.
    """
    invoice = InvoiceStore(tenant).get(invoice_id)
    payer = guardian(tenant, payer_id or invoice.guardian_id)
    if payer_id and payer.family_id != invoice.family_id:
        raise NoSuchInvoice()
    invoice.must_be_open()
    back = f"{page_url}/invoices/{invoice.id}"
    opened = open_checkout(
        tenant,
        gateway,
        invoice.id,
        email=payer.email,
        success_url=f"{back}?checkout=done",
        cancel_url=f"{back}?checkout=left",
        expires_at=now + LASTS,
        now=now,
    )
    if not opened.is_open or opened.checkout is None:
        raise AlreadyPaid()
    return PaymentPage(checkout_url=opened.checkout.url)
