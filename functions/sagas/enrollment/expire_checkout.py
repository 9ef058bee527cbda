"""Close the Checkout Session, and say whether it was paid after all."""

from typing import Any

from tutti.billing.gateway import StripeCheckout
from tutti.enrollment import paying
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def expire_checkout(tenant: Tenant, event: dict[str, Any]) -> dict[str, Any]:
    """Close the Checkout Session; `is_paid` is true when somebody paid in the last moment."""
    return {"is_paid": paying.expire_checkout(tenant, StripeCheckout(), event["enrollment_id"])}


handler = step(grants=[Grant.WRITE, Grant.STRIPE])(expire_checkout)
