"""One invoice."""

from tutti.billing import service
from tutti.billing.invoice import Invoice
from tutti.kit.caller import OfficeOrGuardian, Role
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import InvoiceId
from tutti.people.published import family_of


@endpoint.get("/v1/invoices/{invoice_id}", grants=[Grant.READ])
async def get_invoice(invoice_id: InvoiceId, caller: OfficeOrGuardian) -> Invoice:
    """One invoice; guardians see their own family's."""
    is_guardian = caller.role is Role.GUARDIAN
    family_id = family_of(caller.tenant, caller.person_id) if is_guardian else None
    return service.get_invoice(caller.tenant, invoice_id, family_id=family_id)


handler = lambda_handler(get_invoice)
