"""Stripe's test cards, those that Tutti's tests and developers need: https://docs.stripe.com/testing"""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What happens when somebody pays with the card."""

    PAID = "is paid"
    DECLINED = "is declined"
    AUTHENTICATED = "asks for a confirmation first"
    DISPUTED = "is paid and then disputed"


@dataclass(frozen=True)
class Card:
    """A number and its fate; a declined one says why."""

    number: str
    fate: Fate
    brand: str = "visa"
    decline_code: str = ""
    message: str = ""

    @property
    def last4(self) -> str:
        """The part of the number that may be shown."""
        return self.number[-4:]


CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242", Fate.PAID),
        Card("5555555555554444", Fate.PAID, brand="mastercard"),
        Card("4000000000000002", Fate.DECLINED, "visa", "generic_decline", "Your card was declined."),
        Card("4000000000009995", Fate.DECLINED, "visa", "insufficient_funds", "Your card lacks funds."),
        Card("4000002500003155", Fate.AUTHENTICATED),
        Card("4000000000000259", Fate.DISPUTED),
    )
}


def card_of(text: str) -> Card | None:
    """The test card with this number, however it is spaced; nothing for any other number."""
    return CARDS.get(text.replace(" ", "").replace("-", ""))
