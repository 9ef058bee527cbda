"""What somebody has before them, and what a series has."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.series.entering import enter_series
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


def stretch_of(tenant: Tenant, resource_id: str, since: datetime) -> tuple[list[str], datetime | None]:
    """The next lessons in somebody's calendar, a hundred at most, and when the rest of them begins."""
    page = LessonStore(tenant).calendar(resource_id, since, since + AHEAD, limit=PAGE)
    rest = page.items[-1].starts_at if page.cursor and page.items else None
    return [one.id for one in page.items], rest


def ids_of_series(tenant: Tenant, series_id: str, *, now: datetime) -> list[str]:
    """The lessons of a series that start from now on and follow its pattern; all of them are entered."""
    enter_series(tenant, series_id)
    series = SeriesStore(tenant).find(series_id)
    return [series.lesson_id(one) for one in series.upcoming(now)] if series else []
