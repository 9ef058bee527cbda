"""Void the invoice."""

from typing import Any

from tutti.enrollment import paying
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def void_invoice(tenant: Tenant, event: dict[str, Any]) -> None:
    """Void the invoice."""
    paying.void_invoice(tenant, event["enrollment_id"], now=utc_now())


handler = step(grants=[Grant.WRITE])(void_invoice)
