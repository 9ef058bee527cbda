"""Settle what Stripe told of."""

from tutti.billing import service
from tutti.billing.gateway import StripeCheckout
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant


def settle_stripe_event(tenant: Tenant, fact: Envelope) -> None:
    """Settle the stored event that the fact names."""
    service.settle_stripe_event(tenant, StripeCheckout(), fact.subject, now=utc_now())


handler = on_fact("StripeEventReceived", grants=[Grant.WRITE, Grant.STRIPE], timeout=60)(settle_stripe_event)
