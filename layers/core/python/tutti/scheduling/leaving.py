"""Taking part in sessions no more: out of their calendars, and the time free that they still take."""

from collections.abc import Sequence

from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.grid import Span
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.store import LessonStore


def leaving_sessions(
    tenant: Tenant, lesson_ids: Sequence[str], spans: Sequence[Span], person_id: str
) -> list[Change]:
    """The changes by which somebody leaves these sessions, which lie at these times: two batches of reads.

    A session that was cancelled, for all or for this person, gave its time back then; by now it may be that
    of another lesson. Masks are read first: who cancels after that makes the write fail.
    """
    found, freeing = _read(tenant, lesson_ids, spans, person_id)
    lines = (line for one in found for line in LessonStore(tenant).leaving(one, [person_id]))
    return [*lines, *freeing]


def freeing_sessions(
    tenant: Tenant, lesson_ids: Sequence[str], spans: Sequence[Span], person_id: str
) -> list[Change]:
    """The same for who does not stand in their calendars."""
    return _read(tenant, lesson_ids, spans, person_id)[1]


def _read(
    tenant: Tenant, lesson_ids: Sequence[str], spans: Sequence[Span], person_id: str
) -> tuple[list[Lesson], list[Change]]:
    if not lesson_ids:
        return [], []
    busy = BusyStore(tenant)
    masks = busy.read([person_id], spans)
    found = LessonStore(tenant).get_many(lesson_ids)
    for one in found:
        if takes_time(one, person_id):
            masks.free(person_id, one.span)
    return found, busy.writing(masks)


def takes_time(lesson: Lesson, person_id: str) -> bool:
    """True when the time of this student of a cohort is taken by its session."""
    return lesson.status.is_live and person_id not in lesson.excused_ids
