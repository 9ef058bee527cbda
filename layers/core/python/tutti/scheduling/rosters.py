"""Who takes part in lessons and series, for who reads them along with other things."""

from collections.abc import Iterable

from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.store import LessonStore, SeriesStore


def lesson_key(tenant: Tenant, lesson_id: str) -> Key:
    """Where the lesson lies."""
    return LessonStore(tenant).key(lesson_id)


def series_key(tenant: Tenant, series_id: str) -> Key:
    """Where the series lies."""
    return SeriesStore(tenant).key(series_id)


def rosters(tenant: Tenant, records: Iterable[Record]) -> dict[str, tuple[str, ...]]:
    """The students named by the lessons and series among these items, by their ids; no cohort's."""
    lessons, series, found = LessonStore(tenant), SeriesStore(tenant), dict[str, tuple[str, ...]]()
    for record in records:
        if record.kind == "Lesson":
            found[record.SK] = lessons.read(record).student_ids
        elif record.kind == "Series":
            found[record.SK] = series.read(record).student_ids
    return found
