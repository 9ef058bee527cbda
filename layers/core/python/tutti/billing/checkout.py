"""The provider's page: opened, taken up again, and closed; one page at a time for an invoice."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal

from tutti.billing.facts import CheckoutClosed, CheckoutExpired, CheckoutOpened
from tutti.billing.gateway import Checkout
from tutti.billing.invoice import CheckoutLink, Invoice
from tutti.billing.payment import Method
from tutti.billing.provider import Order, ProviderRefused, Session
from tutti.billing.settlement import record_payment
from tutti.billing.store import InvoiceStore
from tutti.kit.clock import utc_now
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant

# Stripe's limits are 30 minutes and 24 hours from the moment at which it reads the request.
SHORTEST = timedelta(minutes=31)
LONGEST = timedelta(hours=23, minutes=59)


def open_checkout(
    tenant: Tenant,
    gateway: Checkout,
    invoice_id: str,
    *,
    email: str,
    success_url: str,
    cancel_url: str,
    expires_at: datetime,
    now: datetime | None = None,
) -> Invoice:
    """The invoice with the page on which it can be paid: the one that is open already, or a new one (BIL-2).

    A page lives 31 minutes to 24 hours, whatever is wished; `checkout.expires_at` says how long. An invoice
    that is paid is returned as it is. Refuses `NoSuchInvoice`, `InvoiceIsVoid` and what the provider refuses.
    """

    invoices = InvoiceStore(tenant)
    instant = now or utc_now()

    def act() -> Invoice:
        invoice = invoices.get(invoice_id)
        if invoice.is_paid or (invoice.checkout and invoice.checkout.expires_at > instant):
            return invoice
        invoice.must_be_open()
        if invoice.checkout:
            expire_checkout(tenant, gateway, invoice_id, now=instant)
            return act()
        order = Order(
            invoice_id=invoice.id,
            metadata=our_ids(tenant, invoice),
            description=invoice.lines[0].description,
            amount=invoice.total,
            email=email,
            success_url=success_url,
            cancel_url=cancel_url,
            expires_at=min(max(expires_at, instant + SHORTEST), instant + LONGEST),
        )
        opened = invoice.with_checkout(_link(gateway.open(order, key=_key(invoice, order))))
        fact = CheckoutOpened(subject=invoice.id, enrollment_id=invoice.enrollment_id)
        return invoices.replace(invoice, opened, fact)

    return until_undisturbed(act)


def our_ids(tenant: Tenant, invoice: Invoice) -> dict[str, str]:
    """What the provider keeps of ours and tells us again: ids, and nothing about anybody."""
    ids = {"studio_id": tenant.studio_id, "invoice_id": invoice.id}
    return ids | {"enrollment_id": invoice.enrollment_id} if invoice.enrollment_id else ids


def _link(session: Session) -> CheckoutLink:
    if session.url is None:
        raise ProviderRefused()
    return CheckoutLink(session_id=session.id, url=session.url, expires_at=session.expires_at)


def _key(invoice: Invoice, order: Order) -> str:
    # Bound to the version, so that a page that was closed is never given out again by the provider's memory.
    digest = hashlib.sha256(order.model_dump_json().encode()).hexdigest()
    return f"{invoice.id}.{invoice.version}.{digest[:32]}"


def expire_checkout(
    tenant: Tenant, gateway: Checkout, invoice_id: str, *, now: datetime | None = None
) -> Literal["expired", "paid"]:
    """Close the invoice's page; "paid" when somebody paid before, which is recorded at once.

    Asks the provider, whatever its events have told so far. Safe twice, and safe for what never existed.
    """

    def act() -> Literal["expired", "paid"]:
        invoices = InvoiceStore(tenant)
        invoice = invoices.find(invoice_id)
        if invoice is None or invoice.checkout is None or not invoice.is_open:
            return "paid" if invoice and invoice.is_paid else "expired"
        session = gateway.expire(invoice.checkout.session_id)
        if session.is_paid and session.payment_intent:
            payment = record_payment(
                tenant,
                invoice_id=invoice.id,
                payment_intent=session.payment_intent,
                amount=session.amount,
                method=Method.CARD,
                now=now or utc_now(),
            )
            return "paid" if payment.is_applied else "expired"
        fact = CheckoutClosed(subject=invoice.id, enrollment_id=invoice.enrollment_id)
        invoices.replace(invoice, invoice.with_checkout(None), fact)
        return "expired"

    return until_undisturbed(act)


def note_expired_checkout(tenant: Tenant, invoice_id: str, session_id: str) -> None:
    """Tell `CheckoutExpired` if this is the page on which the invoice could still be paid."""

    def act() -> None:
        invoices = InvoiceStore(tenant)
        invoice = invoices.find(invoice_id)
        if invoice and invoice.is_open and invoice.checkout and invoice.checkout.session_id == session_id:
            fact = CheckoutExpired(subject=invoice.id, enrollment_id=invoice.enrollment_id)
            invoices.replace(invoice, invoice.with_checkout(None), fact)

    until_undisturbed(act)
