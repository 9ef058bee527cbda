"""Money: integer minor units and an ISO 4217 currency; sums always add up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tutti.kit.errors import Invalid

Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
BASIS_POINTS = 10_000

MINOR_DIGITS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV"), 0
    ),
    **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


class CurrenciesDiffer(Invalid):
    """Two currencies cannot be added."""


class Money(BaseModel):
    """An exact amount: `amount` counts minor units (cents), so 1250 EUR is 12.50 euros."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    amount: Annotated[int, Field(ge=-(10**12), le=10**12)]
    currency: Currency

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise CurrenciesDiffer(f"{self.currency} and {other.currency}")
        return Money(amount=self.amount + other.amount, currency=self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + -other

    def __neg__(self) -> "Money":
        return Money(amount=-self.amount, currency=self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(amount=self.amount * times, currency=self.currency)

    def part(self, basis_points: int) -> "Money":
        """This share of the amount, half a minor unit rounded away from zero: 10 % are 1000 basis points."""
        exact = Decimal(self.amount) * basis_points / BASIS_POINTS
        return Money(amount=int(exact.quantize(Decimal(1), ROUND_HALF_UP)), currency=self.currency)

    def allocate(self, weights: Sequence[int]) -> list["Money"]:
        """Split by weights without losing a unit: largest remainder, the earlier share first on a tie."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise Invalid("Weights are zero or more and not all zero.")
        sign, amount = (-1, -self.amount) if self.amount < 0 else (1, self.amount)
        shares = [amount * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: -(amount * weights[i] % total))
        for i in by_remainder[: amount - sum(shares)]:
            shares[i] += 1
        return [Money(amount=sign * share, currency=self.currency) for share in shares]

    def text(self) -> str:
        """For people, language-neutral: `12.50 EUR`, `1200 JPY`."""
        digits = MINOR_DIGITS.get(self.currency, 2)
        return f"{Decimal(self.amount).scaleb(-digits):.{digits}f} {self.currency}"


def total(amounts: Sequence[Money], currency: str) -> Money:
    """The sum, zero in `currency` when there is nothing to add."""
    return sum(amounts, start=Money(amount=0, currency=currency))
