"""Openings: when a teacher could give a lesson. Pure arithmetic on bitmasks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import merge

from tutti.kit.clock import zone
from tutti.scheduling.availability import Weekday
from tutti.scheduling.grid import Span, instant_of, positions, starts


@dataclass(frozen=True)
class Opening:
    """A time at which this teacher is free for a lesson, and where; `zone` tells the wall time."""

    starts_at: datetime
    ends_at: datetime
    teacher_id: str
    location_id: str | None
    zone: str

    @property
    def span(self) -> Span:
        """Its slots on the grid."""
        return Span.between(self.starts_at, self.ends_at)

    @property
    def order(self) -> tuple[datetime, str, str, str]:
        """Its place among others: by time; different for any two that are not the same."""
        return (self.starts_at, self.teacher_id, self.location_id or "", self.zone)

    @property
    def weekday(self) -> Weekday:
        """The day of the week where the lesson takes place."""
        return tuple(Weekday)[self.starts_at.astimezone(zone(self.zone)).weekday()]

    @property
    def hour(self) -> int:
        """The hour of the clock where the lesson takes place."""
        return self.starts_at.astimezone(zone(self.zone)).hour


def openings(
    teacher_id: str,
    free: Mapping[tuple[str | None, str], int],
    window: Span,
    slots: int,
    *,
    step: int = 1,
) -> Iterator[Opening]:
    """Every opening of `slots` slots in the bits of a window that are free at each location and zone.

    In order of time; `step` 2 keeps to half hours.
    """

    def in_place(location_id: str | None, zone_name: str, bits: int) -> Iterator[Opening]:
        for position in positions(starts(bits, slots)):
            first = window.first + position
            if first % step == 0:
                ends_at = instant_of(first + slots)
                yield Opening(instant_of(first), ends_at, teacher_id, location_id, zone_name)

    return in_order(*(in_place(*place, bits) for place, bits in free.items()))


def in_order(*found: Iterator[Opening]) -> Iterator[Opening]:
    """Openings that are in order each for itself, in order together; looked for as they are asked for."""
    return merge(*found, key=lambda one: one.order)
