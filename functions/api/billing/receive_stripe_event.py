"""Stripe's webhook."""

from typing import Annotated

from fastapi import Header, Request

from tutti.billing import service
from tutti.billing.secret import secret
from tutti.billing.webhook import Received
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/webhooks/stripe", grants=[Grant.WRITE, Grant.WEBHOOK])
async def receive_stripe_event(
    request: Request, stripe_signature: Annotated[str | None, Header()] = None
) -> Received:
    """Take in an event that Stripe signed; what it means is settled afterwards."""
    payload = await request.body()
    return service.receive_stripe_event(
        payload, stripe_signature, secret("STRIPE_WEBHOOK_PARAMETER"), now=utc_now()
    )


handler = lambda_handler(receive_stripe_event)
