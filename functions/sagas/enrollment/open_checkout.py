"""Open the Checkout Session at Stripe."""

from typing import Any

from tutti.billing.gateway import StripeCheckout
from tutti.enrollment import paying
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def open_checkout(tenant: Tenant, event: dict[str, Any]) -> None:
    """Open the Checkout Session at Stripe."""
    paying.open_checkout(tenant, StripeCheckout(), event["enrollment_id"], now=utc_now())


handler = step(grants=[Grant.WRITE, Grant.STRIPE])(open_checkout)
