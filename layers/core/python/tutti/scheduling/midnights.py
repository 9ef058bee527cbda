"""Where the days of a zone begin on the grid, so that what repeats weekly is laid on all weeks at once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from tutti.kit.clock import zone
from tutti.scheduling.grid import Span, instant_of, slot_after

A_DAY = 96
BEFORE = 2 * A_DAY
"""So many slots more lie before the window's first, for days that begin earlier."""


@dataclass(frozen=True)
class Midnights:
    """The days that a window touches.

    `plain` are, for each weekday, the bits at which its days begin, counted from `BEFORE` the window, as far
    as their quarter hours are simply counted from midnight. `others` are the days on which clocks change.
    """

    plain: tuple[int, ...]
    others: tuple[date, ...]

    def every(self, weekday: int, starts: time, ends: time) -> int:
        """The bits from one wall time to another on all plain days of this weekday."""
        first, last = (4 * wall.hour + wall.minute // 15 for wall in (starts, ends))
        # Days begin further apart than one lasts: the product has no carry.
        return (self.plain[weekday] << first) * ((1 << last - first) - 1)


@lru_cache(maxsize=64)
def midnights(zone_name: str, window: Span) -> Midnights:
    """The midnights of this zone around a window."""
    here = zone(zone_name)
    day = instant_of(window.first).astimezone(here).date()
    last = instant_of(window.last).astimezone(here).date()
    plain, others = [0] * 7, []
    while day <= last:
        begins = datetime.combine(day, time(), here)
        ends = datetime.combine(day + timedelta(days=1), time(), here)
        slot = slot_after(begins.astimezone(UTC))
        if begins.utcoffset() == ends.utcoffset() and instant_of(slot) == begins:
            plain[day.weekday()] |= 1 << slot - window.first + BEFORE
        else:
            others.append(day)
        day += timedelta(days=1)
    return Midnights(tuple(plain), tuple(others))
