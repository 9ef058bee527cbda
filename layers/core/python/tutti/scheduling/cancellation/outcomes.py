"""Outcomes of a cancellation: a fee, a credit, nothing at all, or a question to the office."""

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from tutti.kit.entity import Value
from tutti.kit.money import Money
from tutti.scheduling.cancellation.case import Situation
from tutti.scheduling.cancellation.wording import day

QUARTER = 15
Percent = Annotated[int, Field(ge=1, le=100)]
Quarters = Annotated[int, Field(ge=QUARTER, le=480, multiple_of=QUARTER)]
Days = Annotated[int, Field(ge=1, le=1000)]


class OutcomeName(StrEnum):
    """What becomes of a cancelled lesson."""

    FEE = "fee"
    CREDIT = "credit"
    WAIVE = "waive"
    ASK = "ask"


class Rounding(StrEnum):
    """Where half a cent goes: to the nearest one and away from nothing, or always up or down."""

    NEAREST = "nearest"
    UP = "up"
    DOWN = "down"


_MODES = {Rounding.NEAREST: ROUND_HALF_UP, Rounding.UP: ROUND_CEILING, Rounding.DOWN: ROUND_FLOOR}


class Resolved(Value):
    """What an outcome comes to in one case; a credit is for lessons before `expires_on`, None is for good."""

    outcome: OutcomeName
    fee: Money | None = None
    credit_minutes: int = 0
    expires_on: date | None = None

    @property
    def sentence(self) -> str:
        """In plain words."""
        match self.outcome:
            case OutcomeName.FEE:
                return f"A fee of {self.fee.text()} is charged." if self.fee else "No fee is charged."
            case OutcomeName.CREDIT:
                until = f"for lessons before {day(self.expires_on)}" if self.expires_on else "for good"
                return f"{self.credit_minutes} minutes are credited, {until}."
            case OutcomeName.WAIVE:
                return "No fee is charged, and nothing is credited."
            case OutcomeName.ASK:
                return "The office decides."


def _one_of(*names: str) -> ConfigDict:
    def required(schema: dict[str, Any]) -> None:
        schema["oneOf"] = [{"required": [name]} for name in names]

    return ConfigDict(json_schema_extra=required)


class FeeOutcome(Value):
    """A fee: a fixed amount, or a part of what this one lesson costs, rounded as told.

    It is subject to the tax of the lesson's course, inside or on top, as its price is.
    """

    model_config = _one_of("amount", "percent")

    outcome: Literal["fee"]
    amount: Money | None = None
    percent: Percent | None = None
    rounding: Rounding = Rounding.NEAREST

    @model_validator(mode="after")
    def _is_one_fee(self) -> "FeeOutcome":
        if (self.amount is None) == (self.percent is None):
            raise ValueError("a fee is an amount or a percentage")
        if self.amount and self.amount.amount <= 0:
            raise ValueError("a fee is more than nothing")
        return self

    def resolve(self, seen: Situation) -> Resolved:
        """The fee of this case."""
        return Resolved(outcome=OutcomeName.FEE, fee=self.amount or self._share(seen.case.price))

    def _share(self, price: Money) -> Money:
        exact = Decimal(price.amount) * (self.percent or 0) / 100
        amount = int(exact.quantize(Decimal(1), _MODES[self.rounding]))
        return Money(amount=amount, currency=price.currency)


class CreditOutcome(Value):
    """Minutes for another lesson of the same instrument: the lesson's own, a fixed number, or a part of them.

    Parts are rounded up to the quarter hour, so that every credit can be booked. Days of expiry count from
    the day of the cancelled lesson; without any, a credit does not expire.
    """

    outcome: Literal["credit"]
    minutes: Quarters | None = None
    percent: Percent = 100
    expires_after_days: Days | None = None
    expires_with_term: bool = False

    @model_validator(mode="after")
    def _is_one_credit(self) -> "CreditOutcome":
        if self.minutes is not None and "percent" in self.model_fields_set:
            raise ValueError("a credit has minutes or a percentage")
        if self.expires_after_days is not None and self.expires_with_term:
            raise ValueError("a credit expires after days or with the term")
        return self

    def resolve(self, seen: Situation) -> Resolved:
        """The credit of this case."""
        return Resolved(
            outcome=OutcomeName.CREDIT,
            credit_minutes=self.minutes or self._share(seen.case.minutes),
            expires_on=self._expiry(seen),
        )

    def _share(self, minutes: int) -> int:
        quarters = -(-minutes * self.percent // (100 * QUARTER))
        return quarters * QUARTER

    def _expiry(self, seen: Situation) -> date | None:
        if self.expires_with_term:
            return seen.term.ends_on
        after = self.expires_after_days
        return seen.case.lesson_on + timedelta(days=after) if after else None


class WaiveOutcome(Value):
    """No fee, and nothing credited: a lesson that was paid for counts as taken."""

    outcome: Literal["waive"]

    def resolve(self, _: Situation) -> Resolved:
        """Nothing, in every case."""
        return Resolved(outcome=OutcomeName.WAIVE)


class AskOutcome(Value):
    """The office decides; until then nothing is charged or credited."""

    outcome: Literal["ask"]

    def resolve(self, _: Situation) -> Resolved:
        """A question, in every case."""
        return Resolved(outcome=OutcomeName.ASK)


Outcome = Annotated[FeeOutcome | CreditOutcome | WaiveOutcome | AskOutcome, Field(discriminator="outcome")]
Verdict = Annotated[FeeOutcome | CreditOutcome | WaiveOutcome, Field(discriminator="outcome")]
"""What the office may decide: anything but to ask itself."""
