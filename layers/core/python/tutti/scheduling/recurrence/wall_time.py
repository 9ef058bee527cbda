"""Wall times as instants: RFC 5545, section 3.3.5.

A wall time that a clock change skips is read with the offset before it, so that 02:30 becomes 03:30; one
that comes twice is the first of the two. ZoneInfo reads times of fold 0 just so. But what is skipped would go
on to show a time that no clock has, so the gaps of a zone are looked for, and what lies in them is set right.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)
_STEP = timedelta(days=3)
"""Shorter than any time between two changes of a zone's clocks since 1901; the shortest are four days."""


def real(wall: datetime) -> datetime:
    """The time that clocks show at the instant of an aware wall time."""
    return wall.astimezone(UTC).astimezone(wall.tzinfo)


def instant_of_wall(wall: datetime, zone: ZoneInfo) -> datetime:
    """The aware time, in the zone, of a naive wall time there; aware ones keep their instant."""
    return wall.astimezone(zone) if wall.tzinfo else real(wall.replace(tzinfo=zone, fold=0))


def in_order(times: Iterable[datetime]) -> list[datetime]:
    """Aware times in the order of their instants, each instant once."""
    by_instant = {time.astimezone(UTC): time for time in times}
    return [by_instant[instant] for instant in sorted(by_instant)]


def made_real(walls: list[datetime], zone: ZoneInfo) -> list[datetime]:
    """Wall times of a zone, in order and of fold 0, with those set right that no clock shows."""
    if not walls:
        return walls
    skipped = [index for gap in _gaps_between(walls[0], walls[-1], zone) for index in _within(gap, walls)]
    if not skipped:
        return walls
    shown = list(walls)
    for index in skipped:
        shown[index] = real(walls[index])
    return in_order(shown)


def _gaps_between(first: datetime, last: datetime, zone: ZoneInfo) -> Iterable[tuple[datetime, datetime]]:
    for year in range(first.year, last.year + 1):
        yield from gaps(zone, year)


def _within(gap: tuple[datetime, datetime], walls: list[datetime]) -> range:
    return range(bisect_left(walls, gap[0]), bisect_left(walls, gap[1]))


@lru_cache(maxsize=4096)
def gaps(zone: ZoneInfo, year: int) -> tuple[tuple[datetime, datetime], ...]:
    """The wall times that no clock of a zone shows in a year: from, up to but without."""
    first = datetime(year, 1, 1, tzinfo=zone) - _STEP
    times = [first + number * _STEP for number in range(125)]
    offsets = [(time, time.utcoffset() or timedelta(0)) for time in times]
    return tuple(
        _gap(before, after, skipped)
        for (before, old), (after, new) in pairwise(offsets)
        if (skipped := new - old) > timedelta(0)
    )


def _gap(before: datetime, after: datetime, skipped: timedelta) -> tuple[datetime, datetime]:
    """The one gap between two times: halve what is around its end until one second is left."""
    old = before.utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2 // _SECOND * _SECOND
        before, after = (middle, after) if middle.utcoffset() == old else (before, middle)
    return after - skipped, after
