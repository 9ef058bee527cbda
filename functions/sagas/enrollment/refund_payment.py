"""Give back what was paid."""

from typing import Any

from tutti.billing.gateway import StripeCheckout
from tutti.enrollment import paying
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def refund_payment(tenant: Tenant, event: dict[str, Any]) -> None:
    """Give back what was paid, if anything was."""
    paying.refund_payment(tenant, StripeCheckout(), event["enrollment_id"], now=utc_now())


handler = step(grants=[Grant.WRITE, Grant.STRIPE])(refund_payment)
