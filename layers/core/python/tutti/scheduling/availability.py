"""Weekly availability in wall time, and what it means on the grid."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from pydantic import model_validator

from tutti.kit.clock import ZoneName, zone
from tutti.kit.entity import Value
from tutti.kit.ids import LocationId
from tutti.scheduling.grid import Span, instant_of, slot_after


class Weekday(StrEnum):
    """The days of the week as RFC 5545 names them, Monday first."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"

    @property
    def number(self) -> int:
        """0 for Monday, as `date.weekday()` counts."""
        return list(Weekday).index(self)


class AvailabilityBlock(Value):
    """Every week on this day, wall time from `starts` until `ends` in `zone`, on the 15-minute grid."""

    weekday: Weekday
    starts: time
    ends: time
    zone: ZoneName
    location_id: LocationId | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> "AvailabilityBlock":
        if any(t.minute % 15 or t.second or t.microsecond or t.tzinfo for t in (self.starts, self.ends)):
            raise ValueError("times stand on the 15-minute grid, without a zone of their own")
        if self.starts >= self.ends:
            raise ValueError("a block ends after it starts, on the same day")
        return self

    def spans(self, window: Span) -> Iterator[Span]:
        """The slots of every occurrence of this block inside a window.

        A wall time that a clock change skips is read with the offset before the gap, one that occurs twice
        as the first of the two (RFC 5545, section 3.3.5).
        """
        here = zone(self.zone)
        day = instant_of(window.first).astimezone(here).date()
        last = instant_of(window.last).astimezone(here).date()
        day += timedelta(days=(self.weekday.number - day.weekday()) % 7)
        while day <= last:
            if self._is_valid_on(day):
                first, end = (
                    slot_after(datetime.combine(day, wall, here).astimezone(UTC))
                    for wall in (self.starts, self.ends)
                )
                if max(first, window.first) < min(end, window.last):
                    yield Span(max(first, window.first), min(end, window.last))
            day += timedelta(days=7)

    def _is_valid_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_until or day)
