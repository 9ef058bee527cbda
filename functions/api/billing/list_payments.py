"""Payments, the latest first, a page at a time."""

from tutti.billing import service
from tutti.billing.payment import Payment
from tutti.kit.caller import Office
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page


@endpoint.get("/v1/payments", grants=[Grant.READ])
async def list_payments(caller: Office, cursor: Cursor = None, limit: Limit = 20) -> Page[Payment]:
    """Payments, the latest first, a page at a time."""
    return service.list_payments(caller.tenant, limit=limit, cursor=cursor)


handler = lambda_handler(list_payments)
