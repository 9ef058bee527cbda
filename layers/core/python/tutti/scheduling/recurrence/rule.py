"""What a recurrence rule says: RFC 5545, section 3.3.10, as far as lessons need it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tutti.kit.clock import zone
from tutti.kit.errors import Invalid
from tutti.scheduling.availability import Weekday

WEEKDAYS = {str(weekday): number for number, weekday in enumerate(Weekday)}
_LETTERS = tuple(WEEKDAYS)
_NEVER = date(9000, 1, 1)
"""Some write the year 9999 for no end; no zone's offset can lead from here over the end of the calendar."""
_END_OF_DAY = time(23, 59, 59)


class InvalidRule(Invalid):
    """This is no recurrence rule that lessons can follow."""


class Frequency(StrEnum):
    """How long one period of a rule is."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Day(NamedTuple):
    """A weekday, 0 for Monday, and which one of the month or year: 0 for each of them, -1 for the last."""

    weekday: int
    ordinal: int = 0

    def __str__(self) -> str:
        return f"{self.ordinal or ''}{_LETTERS[self.weekday]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a value; `str()` gives its canonical text, which `parse` reads back to an equal rule.

    `until` is an aware instant, a naive wall time, or a date, which stands for the whole day.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | date | None = None
    by_month: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[Day, ...] = ()
    by_set_position: tuple[int, ...] = ()
    week_start: int = 0

    def __str__(self) -> str:
        parts = {
            "FREQ": self.frequency,
            "INTERVAL": self.interval if self.interval > 1 else "",
            "COUNT": self.count or "",
            "UNTIL": _until_text(self.until),
            "BYMONTH": _listed(self.by_month),
            "BYMONTHDAY": _listed(self.by_month_day),
            "BYDAY": _listed(self.by_day),
            "BYSETPOS": _listed(self.by_set_position),
            "WKST": _LETTERS[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    def counted(self, count: int) -> "Rule":
        """This rule with so many occurrences."""
        return replace(self, count=count, until=None)

    def ending(self, until: datetime | date) -> "Rule":
        """This rule with no occurrence after this."""
        return replace(self, count=None, until=until)

    def for_feeds(self, zone_name: str) -> "Rule":
        """This rule with its end in UTC, as section 3.3.10 has it beside a start that names its zone."""
        until = self.until_in(zone(zone_name))
        return self.ending(until) if until else self

    def until_in(self, here: ZoneInfo) -> datetime | None:
        """The instant, in UTC, that UNTIL means in a zone: of a date, the end of that day."""
        if self.until is None:
            return None
        last = self.until if self.until.year < _NEVER.year else _NEVER
        if not isinstance(last, datetime):
            last = datetime.combine(last, _END_OF_DAY)
        return (last if last.tzinfo else last.replace(tzinfo=here)).astimezone(UTC)


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


def _until_text(until: datetime | date | None) -> str:
    if until is None:
        return ""
    if not isinstance(until, datetime):
        return f"{until:%Y%m%d}"
    return f"{until.astimezone(UTC):%Y%m%dT%H%M%SZ}" if until.tzinfo else f"{until:%Y%m%dT%H%M%S}"
