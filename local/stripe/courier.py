"""Carries events to the webhook: signed, one after the other, again and again until they are taken."""

import asyncio
import contextlib
import json

import httpx
import stripe

from local.stripe.outbox import Delivery, Outbox
from local.stripe.store import Store

PATIENCE_SECONDS = 10


class Courier:
    """The background task behind every webhook."""

    def __init__(self, store: Store, outbox: Outbox, url: str, secret: str) -> None:
        self.store = store
        self.outbox = outbox
        self.url = url
        self.secret = secret

    async def run(self) -> None:
        """Delivers for as long as the server lives."""
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as client:
            while True:
                if batch := self.outbox.due():
                    payload = json.dumps(self.store.find(batch[0].event), indent=2)
                    await asyncio.gather(*(self._deliver(client, delivery, payload) for delivery in batch))
                else:
                    await self._rest()

    async def _rest(self) -> None:
        """Until something is new or due."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.outbox.changed.wait(), self.outbox.next_due_in())
        self.outbox.changed.clear()

    async def _deliver(self, client: httpx.AsyncClient, delivery: Delivery, payload: str) -> None:
        headers = signed(payload, self.secret)
        try:
            reply = await client.post(self.url, content=payload.encode(), headers=headers)
        except httpx.HTTPError as broken:
            self.outbox.settle(delivery, type(broken).__name__, delivered=False)
        else:
            self.outbox.settle(delivery, str(reply.status_code), delivered=reply.is_success)


def signed(payload: str, secret: str) -> dict[str, str]:
    """The headers of a webhook; the signature is made anew at every attempt, as its time is part of it."""
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Stripe-Signature": stripe.WebhookSignature.generate_signature_header(payload, secret),
    }
