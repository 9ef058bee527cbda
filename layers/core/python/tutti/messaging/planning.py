"""Keeping reminders where lessons are: planned with them, moved with them, gone with them (COM-5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tutti.kit.clock import Instant
from tutti.kit.errors import StillWorking
from tutti.kit.facts import Fact, told
from tutti.kit.tenant import Tenant
from tutti.messaging.audience import Audience
from tutti.messaging.reminders import Reminders
from tutti.people.published import children_of, teacher_ids
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.service import lessons
from tutti.scheduling.upcoming import ids_of_series, stretch_of
from tutti.studios.model import ReminderKind
from tutti.studios.service import get_studio

ATTEMPTS = 5
FACTS_A_WRITE = 40


class RemindersStale(Fact):
    """The reminders in the calendar of `subject` may not be what is wanted any more, from this time on."""

    since: Instant | None = None


class LessonUnsteady(StillWorking):
    """This lesson changes faster than its reminders follow."""


def plan_reminders(tenant: Tenant, reminders: Reminders, *lesson_ids: str, now: datetime) -> None:
    """Let these lessons have the reminders that are wanted of them, and no others.

    Facts come in any order and at once. So whoever plans looks again afterwards whether the lessons are still
    what they were: the last one to plan has planned for what is there.
    """
    pending = list(lesson_ids)
    for _ in range(ATTEMPTS):
        found = {one.id: one for one in lessons(tenant, pending)}
        for gone in set(pending) - set(found):
            reminders.remove(gone)
        keep_reminders(tenant, reminders, list(found.values()), now=now)
        again = {one.id: one for one in lessons(tenant, pending)}
        pending = [one for one in pending if _version(found, one) != _version(again, one)]
        if not pending:
            return
    raise LessonUnsteady()


def plan_reminders_of_series(
    tenant: Tenant, reminders: Reminders, series_id: str, dropped: Sequence[str] = (), *, now: datetime
) -> None:
    """Let the lessons of a series have their reminders, and those that are no more have none."""
    upcoming_ids = ids_of_series(tenant, series_id, now=now)
    plan_reminders(tenant, reminders, *dict.fromkeys((*dropped, *upcoming_ids)), now=now)


def keep_reminders(tenant: Tenant, reminders: Reminders, of: Sequence[Lesson], *, now: datetime) -> list[str]:
    """Plan what those whom the lessons concern want, and forget the rest; the schedules' names."""
    usual = get_studio(tenant).policy.reminder_kinds
    kinds = dict[tuple[object, ...], list[ReminderKind]]()
    names: list[str] = []
    for one in of:
        if not one.is_open(now) or one.status is LessonStatus.REQUESTED:
            reminders.remove(one.id)
            continue
        concerned = (one.teacher_id, one.cohort_id, one.student_ids, one.excused_ids)
        if concerned not in kinds:
            kinds[concerned] = Audience.of(tenant, one, usual).kinds()
        names += reminders.keep(tenant, one, kinds[concerned], now=now)
    return names


def plan_reminders_of(
    tenant: Tenant, reminders: Reminders, person_id: str, since: datetime | None = None, *, now: datetime
) -> None:
    """Let reminders in somebody's calendar be as is wanted now: of the next lessons; the rest is told of."""
    ids, rest = stretch_of(tenant, person_id, since or now)
    plan_reminders(tenant, reminders, *ids, now=now)
    if rest and rest != since:
        _tell_stale(tenant, [person_id], rest)


def plan_reminders_of_family(tenant: Tenant, reminders: Reminders, person_id: str, *, now: datetime) -> None:
    """Let all reminders ahead of a teacher, or of a guardian's children, be as is wanted now."""
    for whose in (person_id, *children_of(tenant, person_id)):
        plan_reminders_of(tenant, reminders, whose, now=now)


def plan_reminders_of_studio(tenant: Tenant) -> None:
    """Have the reminders of all lessons ahead planned anew, those of each teacher by themselves."""
    _tell_stale(tenant, teacher_ids(tenant))


def _tell_stale(tenant: Tenant, people: Sequence[str], since: datetime | None = None) -> None:
    for first in range(0, len(people), FACTS_A_WRITE):
        stale = (RemindersStale(subject=one, since=since) for one in people[first : first + FACTS_A_WRITE])
        tenant.table.write(told(tenant, *stale))


def _version(found: Mapping[str, Lesson], lesson_id: str) -> int:
    return found[lesson_id].version if lesson_id in found else 0
