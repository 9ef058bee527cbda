"""How often lessons are, as people choose it: a preset, with an end by date or by number."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tutti.kit.entity import Value
from tutti.scheduling.recurrence.rule import Day, Frequency, InvalidRule, Rule
from tutti.scheduling.recurrence.text import LONGEST, parse

Count = Annotated[int, Field(ge=1, le=1000)]
RuleText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class Preset(StrEnum):
    """Once, every week, every other week, every month on the start's weekday, or by a rule of one's own."""

    ONCE = "once"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    CUSTOM = "custom"


class Repetition(Value):
    """A preset with its end: a last day, which is included, a number of lessons, or neither."""

    preset: Preset
    rule: RuleText | None = None
    ends_on: date | None = None
    count: Count | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.rule is not None) != (self.preset is Preset.CUSTOM):
            raise ValueError("a rule goes with the preset custom, and with no other")
        if self.ends_on and self.count:
            raise ValueError("lessons end on a day or after a number, not both")
        if self.preset is Preset.ONCE and (self.ends_on or self.count):
            raise ValueError("what takes place once has no other end")
        return self

    def rule_from(self, start: datetime) -> str:
        """The rule's canonical text for this wall time of the first lesson; may refuse with `InvalidRule`."""
        pattern = parse(self.rule) if self.rule else _pattern(self.preset, start.date())
        if not (self.ends_on or self.count):
            return str(pattern)
        if pattern.until or pattern.count:
            raise InvalidRule("The rule says itself when it ends.")
        return str(pattern.ending(self.ends_on) if self.ends_on else pattern.counted(self.count or 1))


def nth_weekday(day: date) -> Day:
    """Which weekday of its month this is, such as the second Tuesday; a fifth is the last one."""
    ordinal = (day.day + 6) // 7
    return Day(day.weekday(), ordinal if ordinal < 5 else -1)


def _pattern(preset: Preset, day: date) -> Rule:
    match preset:
        case Preset.ONCE:
            return Rule(Frequency.DAILY, count=1)
        case Preset.MONTHLY:
            return Rule(Frequency.MONTHLY, by_day=(nth_weekday(day),))
        case _:
            interval = 2 if preset is Preset.BIWEEKLY else 1
            return Rule(Frequency.WEEKLY, interval=interval, by_day=(Day(day.weekday()),))
