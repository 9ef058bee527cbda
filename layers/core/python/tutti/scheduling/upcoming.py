"""Everything that somebody has before them, however many pages of a calendar it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.store import LessonStore

AHEAD = timedelta(days=400)
PAGE = 100


def upcoming(tenant: Tenant, resource_id: str, *, now: datetime) -> Iterator[Lesson]:
    """The lessons in the calendar of a teacher, student or room that start from now on, in order."""
    cursor: str | None = None
    while True:
        page = LessonStore(tenant).calendar(resource_id, now, now + AHEAD, limit=PAGE, cursor=cursor)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return
