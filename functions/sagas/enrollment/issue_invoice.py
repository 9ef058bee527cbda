"""Issue the invoice, and say whether anything is to be paid."""

from typing import Any

from tutti.enrollment import paying
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def issue_invoice(tenant: Tenant, event: dict[str, Any]) -> dict[str, Any]:
    """Issue the invoice; `is_paid` is true when it is over nothing."""
    enrollment = paying.issue_invoice(tenant, event["enrollment_id"], now=utc_now())
    return {"is_paid": paying.is_free(tenant, enrollment)}


handler = step(grants=[Grant.WRITE])(issue_invoice)
