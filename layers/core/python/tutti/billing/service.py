"""What billing does, for endpoints, consumers and the enrolment saga."""

from tutti.billing.checkout import expire_checkout, open_checkout
from tutti.billing.invoicing import (
    get_invoice,
    invoice_id_of,
    is_paid,
    issue_invoice,
    list_invoices,
    void_invoice,
)
from tutti.billing.lines import tuition_lines
from tutti.billing.manual import record_manual_payment
from tutti.billing.paying import pay_invoice
from tutti.billing.refunds import refund_payment
from tutti.billing.settlement import list_payments, record_payment, reinstate_invoice
from tutti.billing.settling import settle_stripe_event
from tutti.billing.webhook import receive_stripe_event

__all__ = [
    "expire_checkout",
    "get_invoice",
    "invoice_id_of",
    "is_paid",
    "issue_invoice",
    "list_invoices",
    "list_payments",
    "open_checkout",
    "pay_invoice",
    "receive_stripe_event",
    "record_manual_payment",
    "record_payment",
    "refund_payment",
    "reinstate_invoice",
    "settle_stripe_event",
    "tuition_lines",
    "void_invoice",
]
