"""What passes between billing and a payment provider, and the refusals that stand for its own."""

from typing import ClassVar

from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.errors import Refusal
from tutti.kit.money import Money

# Stripe counts these in hundredths although ISO 4217 gives them no minor unit: docs.stripe.com/currencies
IN_HUNDREDTHS = frozenset({"ISK", "UGX"})


class ProviderUnavailable(Refusal):
    """The payment provider does not answer; repeat the request in a moment."""

    status = 503
    headers: ClassVar[dict[str, str]] = {"Retry-After": "5"}


class ProviderRefused(Refusal):
    """The payment provider does not take this."""

    status = 502


class Order(Value):
    """What is to be paid on the provider's page, by whom, until when, and where the payer goes afterwards."""

    invoice_id: str
    metadata: dict[str, str]
    description: str
    amount: Money
    email: str
    success_url: str
    cancel_url: str
    expires_at: Instant


class Session(Value):
    """The provider's page for one order; `url` is there while it is open."""

    id: str
    url: str | None
    is_open: bool
    is_paid: bool
    amount: Money
    payment_intent: str | None
    expires_at: Instant


class Intent(Value):
    """A payment as the provider has it: its amount is what came in, once it is paid."""

    id: str
    amount: Money
    is_paid: bool
    metadata: dict[str, str]


def to_stripe(money: Money) -> int:
    """The amount in the unit in which Stripe counts this currency."""
    return money.amount * (100 if money.currency in IN_HUNDREDTHS else 1)


def from_stripe(amount: int, currency: str) -> Money:
    """The amount that Stripe names, whose currencies are in lower case."""
    code = currency.upper()
    return Money(amount=amount // 100 if code in IN_HUNDREDTHS else amount, currency=code)
