"""Keeping reminders where lessons are: planned with them, moved with them, gone with them (COM-5)."""

from collections.abc import Sequence
from datetime import datetime

from tutti.kit.errors import NotFound, StillWorking
from tutti.kit.tenant import Tenant
from tutti.messaging.audience import Audience
from tutti.messaging.reminders import Reminders
from tutti.people.published import children_of
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.service import lesson
from tutti.scheduling.upcoming import upcoming
from tutti.studios.model import ReminderKind
from tutti.studios.service import get_studio

ATTEMPTS = 5


class LessonUnsteady(StillWorking):
    """This lesson changes faster than its reminders follow."""


def plan_reminders(tenant: Tenant, reminders: Reminders, lesson_id: str, *, now: datetime) -> None:
    """Let the lesson have the reminders that are wanted of it, and no others.

    Facts come in any order and at once. So whoever plans looks again afterwards whether the lesson is still
    what it was: the last one to plan has planned for what is there.
    """
    planned = -1
    for _ in range(ATTEMPTS):
        found = _find(tenant, lesson_id)
        if found is None or found.version == planned:
            return
        keep_reminders(tenant, reminders, [found], now=now)
        planned = found.version
    raise LessonUnsteady()


def keep_reminders(
    tenant: Tenant, reminders: Reminders, lessons: Sequence[Lesson], *, now: datetime
) -> list[str]:
    """Plan what those whom the lessons concern want, and forget the rest; the schedules' names."""
    usual = get_studio(tenant).policy.reminder_kinds
    kinds = dict[tuple[object, ...], list[ReminderKind]]()
    names: list[str] = []
    for one in lessons:
        if not one.is_open(now) or one.status is LessonStatus.REQUESTED:
            reminders.remove(one.id)
            continue
        concerned = (one.teacher_id, one.cohort_id, one.student_ids, one.excused_ids)
        if concerned not in kinds:
            kinds[concerned] = Audience.of(tenant, one, usual).kinds()
        names += reminders.keep(tenant, one, kinds[concerned], now=now)
    return names


def plan_reminders_of(tenant: Tenant, reminders: Reminders, person_id: str, *, now: datetime) -> None:
    """Let the reminders of all lessons ahead of a teacher or of a guardian's children be as is wanted now."""
    for whose in (person_id, *children_of(tenant, person_id)):
        keep_reminders(tenant, reminders, list(upcoming(tenant, whose, now=now)), now=now)


def _find(tenant: Tenant, lesson_id: str) -> Lesson | None:
    try:
        return lesson(tenant, lesson_id)
    except NotFound:
        return None
