"""Invoices, the newest first, a page at a time."""

from tutti.billing import service
from tutti.billing.invoice import Invoice
from tutti.kit.caller import OfficeOrGuardian, Role
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.people.published import family_of


@endpoint.get("/v1/invoices", grants=[Grant.READ])
async def list_invoices(caller: OfficeOrGuardian, cursor: Cursor = None, limit: Limit = 20) -> Page[Invoice]:
    """Invoices, the newest first, a page at a time: all for the office, the own family's for guardians."""
    is_guardian = caller.role is Role.GUARDIAN
    family_id = family_of(caller.tenant, caller.person_id) if is_guardian else None
    return service.list_invoices(caller.tenant, family_id=family_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_invoices)
