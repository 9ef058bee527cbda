"""Pay an open invoice on the provider's page."""

from tutti.billing import service
from tutti.billing.gateway import StripeCheckout
from tutti.billing.paying import PaymentPage
from tutti.kit.caller import OfficeOrGuardian, Role
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import InvoiceId
from tutti.kit.settings import setting


@endpoint.post("/v1/invoices/{invoice_id}/pay", grants=[Grant.WRITE, Grant.STRIPE], timeout=28)
async def pay_invoice(invoice_id: InvoiceId, caller: OfficeOrGuardian) -> PaymentPage:
    """Where to pay an open invoice: the checkout that is open already, or a new one."""
    return service.pay_invoice(
        caller.tenant,
        StripeCheckout(),
        invoice_id,
        payer_id=caller.person_id if caller.role is Role.GUARDIAN else None,
        page_url=setting("PAGE_URL"),
        now=utc_now(),
    )


handler = lambda_handler(pay_invoice)
