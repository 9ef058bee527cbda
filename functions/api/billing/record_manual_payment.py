"""Record a payment that the office took in by hand."""

from tutti.billing import service
from tutti.billing.gateway import StripeCheckout
from tutti.billing.manual import ManualPayment
from tutti.billing.payment import Payment
from tutti.kit.caller import Office
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/payments", grants=[Grant.WRITE, Grant.STRIPE], status=201, timeout=28)
async def record_manual_payment(taken: ManualPayment, caller: Office) -> Payment:
    """Record a payment in cash, by cheque or by bank that pays an invoice whole."""
    return service.record_manual_payment(caller.tenant, StripeCheckout(), taken, now=utc_now())


handler = lambda_handler(record_manual_payment)
