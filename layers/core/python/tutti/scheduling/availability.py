"""Weekly availability in wall time, and what it means on the grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import reduce
from operator import or_

from pydantic import model_validator

from tutti.kit.clock import ZoneName, zone
from tutti.kit.entity import Line, Value
from tutti.kit.ids import LocationId
from tutti.scheduling.grid import Span, instant_of, slot_after
from tutti.scheduling.midnights import BEFORE, midnights


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
        return _NUMBERS[self]


_NUMBERS = {day: number for number, day in enumerate(Weekday)}


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
        refuse_odd_times(self.starts, self.ends)
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
            span = self._span_on(day)
            if self._is_valid_on(day) and max(span.first, window.first) < min(span.last, window.last):
                yield Span(max(span.first, window.first), min(span.last, window.last))
            day += timedelta(days=7)

    def bits(self, window: Span) -> int:
        """The same as bits of the window, the first slot at bit 0; fast where the block has no end."""
        weekday = self.weekday.number
        if self.valid_from or self.valid_until:
            return reduce(or_, (_bits(span, window) for span in self.spans(window)), 0)
        days = midnights(self.zone, window)
        bits = days.every(weekday, self.starts, self.ends) >> BEFORE & window.bits
        for day in days.others:
            if day.weekday() == weekday:
                bits |= _bits(self._span_on(day), window)
        return bits

    def _span_on(self, day: date) -> Span:
        here = zone(self.zone)
        first, end = (
            slot_after(datetime.combine(day, wall, here).astimezone(UTC)) for wall in (self.starts, self.ends)
        )
        return Span(first, end)

    def _is_valid_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_until or day)


class AvailabilityException(Value):
    """One day that is not like the others: away, or there at other times; the whole day without times.

    With a location it concerns that place alone.
    """

    on: date
    starts: time | None = None
    ends: time | None = None
    zone: ZoneName
    is_available: bool = False
    location_id: LocationId | None = None
    reason: Line = ""

    @model_validator(mode="after")
    def _is_in_order(self) -> "AvailabilityException":
        if (self.starts is None) != (self.ends is None):
            raise ValueError("starts and ends stand together, or neither")
        if self.is_available and self.starts is None:
            raise ValueError("who is there says from when until when")
        if self.starts and self.ends:
            refuse_odd_times(self.starts, self.ends)
        return self

    def span(self) -> Span:
        """Its slots; a whole day is one of its zone."""
        here = zone(self.zone)
        first = datetime.combine(self.on, self.starts or time(), here)
        last = datetime.combine(self.on, self.ends, here) if self.ends else _midnight_after(self.on, here)
        return Span(slot_after(first.astimezone(UTC)), slot_after(last.astimezone(UTC)))


@dataclass(frozen=True)
class Hours:
    """When and where a teacher gives lessons: the usual week, and the days that are not like it."""

    week: Sequence[AvailabilityBlock] = ()
    exceptions: Sequence[AvailabilityException] = ()

    def by_place(self, window: Span) -> dict[tuple[str | None, str], int]:
        """For each location and zone the bits of a window in which the teacher is there."""
        places: dict[tuple[str | None, str], int] = {}
        for block in self.week:
            if bits := block.bits(window):
                place = (block.location_id, block.zone)
                places[place] = places.get(place, 0) | bits
        for extra in (one for one in self.exceptions if one.is_available):
            place = (extra.location_id, extra.zone)
            places[place] = places.get(place, 0) | _bits(extra.span(), window)
        return {place: bits & ~self._away(place[0], window) for place, bits in places.items()}

    def _away(self, location_id: str | None, window: Span) -> int:
        away = 0
        for one in self.exceptions:
            if not one.is_available and one.location_id in (None, location_id):
                away |= _bits(one.span(), window)
        return away


def refuse_odd_times(starts: time, ends: time) -> None:
    """Raises ValueError for what is not on the grid, has a zone, or ends before it starts."""
    if any(t.minute % 15 or t.second or t.microsecond or t.tzinfo for t in (starts, ends)):
        raise ValueError("times stand on the 15-minute grid, without a zone of their own")
    if starts >= ends:
        raise ValueError("a block ends after it starts, on the same day")


def _midnight_after(day: date, here: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), here)


def _bits(span: Span, window: Span) -> int:
    """The slots of a span as bits of a window, whatever of it lies outside cut off."""
    first, last = max(span.first, window.first), min(span.last, window.last)
    return Span(first, last).bits << first - window.first if first < last else 0
