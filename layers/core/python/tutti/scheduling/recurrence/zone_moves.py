"""Which stored lessons new time-zone data would move: their instants no longer show their wall times."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tutti.kit.clock import Instant, UnknownZone
from tutti.kit.clock import zone as zone_named
from tutti.kit.entity import Value
from tutti.scheduling.recurrence.wall_time import instant_of_wall


class StoredStart(NamedTuple):
    """A lesson's start as it was agreed, wall time and zone, and the instant that was stored for it."""

    lesson_id: str
    wall: datetime
    zone: str
    at: datetime


class ZoneMove(Value):
    """A lesson whose wall time is another instant by the present data; none when the zone is gone."""

    lesson_id: str
    zone: str
    wall: datetime
    was_at: Instant
    is_at: Instant | None


def zone_moves(starts: Iterable[StoredStart]) -> list[ZoneMove]:
    """The lessons whose stored instant the present time-zone data contradicts, in the order given."""
    moves = (_move(start) for start in starts)
    return [move for move in moves if move]


def _move(start: StoredStart) -> ZoneMove | None:
    here = _zone(start.zone)
    if here and _shows(start.at, here, start.wall):
        return None
    is_at = instant_of_wall(start.wall, here).astimezone(UTC) if here else None
    if is_at == start.at:
        return None
    return ZoneMove(lesson_id=start.lesson_id, zone=start.zone, wall=start.wall, was_at=start.at, is_at=is_at)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return zone_named(name)
    except UnknownZone:
        return None


def _shows(at: datetime, here: ZoneInfo, wall: datetime) -> bool:
    """Whether clocks show the wall time at this instant, be it the first or the second time."""
    return at.astimezone(here).replace(tzinfo=None) == wall
