"""Everything that somebody has in a span of time, however many pages of a calendar it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.series_entering import enter_series
from tutti.scheduling.store import LessonStore, SeriesStore

AHEAD = timedelta(days=400)
PAGE = 100


def lessons_between(tenant: Tenant, resource_id: str, after: datetime, before: datetime) -> Iterator[Lesson]:
    """The lessons in the calendar of a teacher, student or room that start in this time, in order."""
    cursor: str | None = None
    while True:
        page = LessonStore(tenant).calendar(resource_id, after, before, limit=PAGE, cursor=cursor)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return


def upcoming(tenant: Tenant, resource_id: str, *, now: datetime) -> Iterator[Lesson]:
    """Those that start from now on."""
    return lessons_between(tenant, resource_id, now, now + AHEAD)


def ids_of_series(tenant: Tenant, series_id: str, *, now: datetime) -> list[str]:
    """The lessons of a series that start from now on and follow its pattern; all of them are entered."""
    enter_series(tenant, series_id)
    series = SeriesStore(tenant).find(series_id)
    return [series.lesson_id(one) for one in series.upcoming(now)] if series else []
