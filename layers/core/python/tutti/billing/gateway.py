"""The way to the payment provider: what billing asks of one, and Stripe, which answers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from tutti.billing.payment import Refund
from tutti.billing.provider import (
    Intent,
    Order,
    ProviderRefused,
    ProviderUnavailable,
    Session,
    from_stripe,
    to_stripe,
)
from tutti.billing.secret import forget_secrets, secret
from tutti.kit.clock import epoch

if TYPE_CHECKING:
    import stripe
    from stripe.params.checkout import SessionCreateParams

NETWORK_RETRIES = 2
PATIENCE_SECONDS = 6
NOTHING_TO_REFUND = frozenset({"charge_already_refunded", "charge_disputed"})


class Checkout(Protocol):
    """A payment provider; every method may refuse `ProviderUnavailable` and `ProviderRefused`."""

    def open(self, order: Order, *, key: str) -> Session:
        """A page for this order; the same one for the same key."""

    def expire(self, session_id: str) -> Session:
        """The page as it is after nobody can pay it any more: not open, and perhaps paid before."""

    def intent(self, payment_intent: str) -> Intent:
        """The payment as it is now."""

    def refund(self, payment_intent: str, *, metadata: dict[str, str], key: str) -> None:
        """Give back what is left of a payment, once for the same key; nothing when that cannot be."""

    def refunds(self, payment_intent: str) -> list[Refund]:
        """Every refund of a payment as it is now."""


@lru_cache(maxsize=1)
def _client(key: str, base: str | None) -> "stripe.StripeClient":
    import stripe

    return stripe.StripeClient(
        key,
        base_addresses={"api": base} if base else {},
        max_network_retries=NETWORK_RETRIES,
        http_client=stripe.RequestsClient(timeout=PATIENCE_SECONDS),
    )


@contextmanager
def _asking() -> Iterator["stripe.StripeClient"]:
    """Stripe's client; its errors become refusals without its words, which may name the payer."""
    import stripe

    try:
        yield _client(secret("STRIPE_SECRET_PARAMETER"), os.environ.get("STRIPE_API_BASE"))
    except stripe.AuthenticationError:
        forget_secrets()
        raise ProviderUnavailable() from None
    except (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError):
        raise ProviderUnavailable() from None
    except stripe.StripeError as error:
        raise ProviderRefused(f"The payment provider does not take this ({error.code}).") from None


class StripeCheckout:
    """Stripe: Checkout Sessions and their refunds."""

    def open(self, order: Order, *, key: str) -> Session:
        """See `Checkout`."""
        with _asking() as client:
            return _session(client.v1.checkout.sessions.create(_params(order), {"idempotency_key": key}))

    def expire(self, session_id: str) -> Session:
        """See `Checkout`."""
        import stripe

        with _asking() as client:
            # One that is paid or expired already cannot be expired; then only its state matters.
            with suppress(stripe.InvalidRequestError):
                return _session(client.v1.checkout.sessions.expire(session_id))
            return _session(client.v1.checkout.sessions.retrieve(session_id))

    def intent(self, payment_intent: str) -> Intent:
        """See `Checkout`."""
        with _asking() as client:
            found = client.v1.payment_intents.retrieve(payment_intent)
        is_paid = found.status == "succeeded"
        amount = from_stripe(found.amount_received if is_paid else found.amount, found.currency)
        return Intent(id=found.id, amount=amount, is_paid=is_paid, metadata=found.metadata.to_dict())

    def refund(self, payment_intent: str, *, metadata: dict[str, str], key: str) -> None:
        """See `Checkout`."""
        import stripe

        with _asking() as client:
            try:
                client.v1.refunds.create(
                    {"payment_intent": payment_intent, "metadata": metadata}, {"idempotency_key": key}
                )
            except stripe.InvalidRequestError as error:
                if error.code not in NOTHING_TO_REFUND:
                    raise

    def refunds(self, payment_intent: str) -> list[Refund]:
        """See `Checkout`."""
        with _asking() as client:
            found = client.v1.refunds.list({"payment_intent": payment_intent, "limit": 100})
            return [_refund(refund) for refund in found.auto_paging_iter()]


def _params(order: Order) -> "SessionCreateParams":
    return {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": order.amount.currency.lower(),
                    "unit_amount": to_stripe(order.amount),
                    "product_data": {"name": order.description},
                },
            }
        ],
        "customer_email": order.email,
        "client_reference_id": order.invoice_id,
        "metadata": order.metadata,
        "payment_intent_data": {"metadata": order.metadata},
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "expires_at": epoch(order.expires_at),
    }


def _session(found: "stripe.checkout.Session") -> Session:
    intent = found.payment_intent
    return Session(
        id=found.id,
        url=found.url,
        is_open=found.status == "open",
        is_paid=found.payment_status == "paid",
        amount=from_stripe(found.amount_total or 0, found.currency or ""),
        payment_intent=intent if isinstance(intent, str) or intent is None else intent.id,
        expires_at=datetime.fromtimestamp(found.expires_at, UTC),
    )


def _refund(found: "stripe.Refund") -> Refund:
    amount = from_stripe(found.amount, found.currency)
    return Refund(id=found.id, amount=amount, is_failed=found.status in {"failed", "canceled"})
