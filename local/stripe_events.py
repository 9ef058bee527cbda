"""Carries the events of Stripe's own test mode to a webhook on this laptop, which Stripe cannot reach.

`STRIPE_SECRET_KEY=sk_test_… python -m local.stripe_events --webhook-url … --webhook-secret …`
"""

import argparse
import json
import os
import time

import httpx
import stripe

from local.stripe.courier import signed

PAGE = 100
PATIENCE_SECONDS = 10


class Carrier:
    """Reads on from the last event that the webhook took; what it refuses comes again at the next round."""

    def __init__(self, client: stripe.StripeClient, webhook_url: str, webhook_secret: str) -> None:
        self.client = client
        self.webhook_url = webhook_url
        self.webhook_secret = webhook_secret
        newest = client.v1.events.list(params={"limit": 1}).data
        self.last_taken = newest[0].id if newest else None

    def carry_new(self) -> int:
        """Posts what happened since, the oldest first; returns how many events were taken."""
        taken = 0
        for event in self._new_events():
            if not self._post(event):
                break
            self.last_taken = event.id
            taken += 1
        return taken

    def _new_events(self) -> list[stripe.Event]:
        if self.last_taken is None:
            return list(self.client.v1.events.list(params={"limit": PAGE}).auto_paging_iter())[::-1]
        page = self.client.v1.events.list(params={"limit": PAGE, "ending_before": self.last_taken})
        return list(page.auto_paging_iter())

    def _post(self, event: stripe.Event) -> bool:
        payload = json.dumps(event.to_dict(for_json=True))
        headers = signed(payload, self.webhook_secret)
        try:
            reply = httpx.post(
                self.webhook_url,
                content=payload.encode(),
                headers=headers,
                timeout=PATIENCE_SECONDS,
                trust_env=False,
            )
        except httpx.HTTPError:
            return False
        return reply.is_success


def carry_for_ever(carrier: Carrier, every_seconds: float) -> None:
    """Until the process is stopped; a Stripe that cannot be reached is asked again."""
    while True:
        try:
            taken = carrier.carry_new()
        except (stripe.APIConnectionError, stripe.RateLimitError) as unreachable:
            print(f"Stripe does not answer: {unreachable.user_message}", flush=True)
        else:
            if taken:
                print(f"Carried {taken} events to {carrier.webhook_url}", flush=True)
        time.sleep(every_seconds)


def read_settings(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line and the key; it ends the process when the key is none of test mode."""
    parser = argparse.ArgumentParser(prog="python -m local.stripe_events", description=__doc__)
    parser.add_argument("--webhook-url", required=True)
    parser.add_argument("--webhook-secret", required=True)
    parser.add_argument("--every-seconds", type=float, default=2.0)
    settings = parser.parse_args(arguments)
    settings.secret_key = os.environ.get("STRIPE_SECRET_KEY", "")
    if not settings.secret_key.startswith(("sk_test_", "rk_test_")):
        parser.error("STRIPE_SECRET_KEY must be a key of Stripe's test mode")
    return settings


if __name__ == "__main__":
    wanted = read_settings()
    account = stripe.StripeClient(wanted.secret_key)
    carry_for_ever(Carrier(account, wanted.webhook_url, wanted.webhook_secret), wanted.every_seconds)
