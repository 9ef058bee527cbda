"""The report of series whose stored instants new time-zone data contradicts (RFC 5545 keeps wall times)."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tutti.kit.clock import UnknownZone
from tutti.kit.clock import zone as zone_named
from tutti.kit.entity import Page, Value
from tutti.kit.ids import SeriesId
from tutti.kit.tenant import Tenant
from tutti.scheduling.recurrence.zone_moves import StoredStart, ZoneMove, zone_moves
from tutti.scheduling.series.horizon import dates_of
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import SeriesStore

SHIFT = timedelta(days=1)
"""No zone was ever moved further: not even one that crossed the date line."""


class MovedSeries(Value):
    """A series and those of its lessons whose hour is another instant by now."""

    series_id: SeriesId
    moves: tuple[ZoneMove, ...]


def report_zone_moves(tenant: Tenant, *, now: datetime, limit: int, cursor: str | None) -> Page[MovedSeries]:
    """What would move, of the next `limit` series: fewer on most pages, and on nearly all days none."""
    page = SeriesStore(tenant).page(limit=limit, cursor=cursor)
    found = [MovedSeries(series_id=one.id, moves=moves_of(one, now)) for one in page.items]
    return Page(items=[one for one in found if one.moves], cursor=page.cursor)


def moves_of(series: Series, now: datetime) -> tuple[ZoneMove, ...]:
    """The upcoming lessons that follow the pattern, and whose instant is not that of their hour any more."""
    stored = series.upcoming(now)
    if not stored:
        return ()
    dates = _dates(series, stored[0] - SHIFT, stored[-1] + SHIFT)
    pairs = ((at, _nearest(dates, at)) for at in stored)
    starts = [
        StoredStart(series.lesson_id(at), _wall(date, series.zone), series.zone, at)
        for at, date in pairs
        if date is not None
    ]
    return tuple(zone_moves(starts))


def _dates(series: Series, after: datetime, before: datetime) -> list[datetime]:
    """The pattern's dates by the present data; as if in UTC where the data know the zone no more."""
    try:
        return dates_of(series, after, before)
    except UnknownZone:
        return dates_of(series.model_copy(update={"zone": "UTC"}), after, before)


def _nearest(dates: Sequence[datetime], at: datetime) -> datetime | None:
    """The date that was meant by a stored instant: dates lie a day apart or more, and zones move by less."""
    index = bisect_left(dates, at)
    around = [date for date in dates[max(index - 1, 0) : index + 1] if abs(date - at) <= SHIFT]
    return min(around, key=lambda date: abs(date - at), default=None)


def _wall(date: datetime, zone_name: str) -> datetime:
    """What clocks show then."""
    try:
        here = zone_named(zone_name)
    except UnknownZone:
        return date.astimezone(UTC).replace(tzinfo=None)
    return date.astimezone(here).replace(tzinfo=None)
