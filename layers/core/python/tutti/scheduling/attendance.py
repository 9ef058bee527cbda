"""Who came: lessons that took place, and those whom somebody missed (SCH-6, SCH-31)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field

from tutti.kit.entity import Value
from tutti.kit.errors import Conflict, Invalid
from tutti.kit.facts import Fact
from tutti.kit.ids import PersonId
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling.lesson import Lesson, LessonKind, LessonOver, LessonStatus
from tutti.scheduling.running import lesson_run_by
from tutti.scheduling.store import LessonStore

HELD = (LessonStatus.CONFIRMED, LessonStatus.COMPLETED, LessonStatus.MISSED)


class NotBegun(Conflict):
    """Who came is said once the lesson has begun."""


class NotInLesson(Invalid):
    """This student does not take part in this lesson."""


class LessonCompleted(Fact):
    """A lesson took place; `student_ids` are those who came, where they are named in the lesson."""

    student_ids: tuple[str, ...]


class LessonMissed(Fact):
    """These students did not come to a lesson."""

    student_ids: tuple[str, ...]


class Absence(Value):
    """Who did not come; everybody when nobody is named."""

    student_ids: Annotated[tuple[PersonId, ...], Field(max_length=200)] = ()


Roster = Callable[[Tenant, str], Sequence[str]]
"""The students of a cohort, who are not named in its lessons."""


def miss_lesson(caller: Caller, lesson_id: str, absence: Absence, *, roster: Roster, now: datetime) -> Lesson:
    """The lesson with those who did not come; each of them is told of once.

    It is missed when nobody came, else it took place. Refuses `NotBegun`, `LessonOver` for what does not
    stand, `NotInLesson`, and with `NoSuchLesson` all but its teacher and the office.
    """

    def once() -> Lesson:
        before = _held(caller, lesson_id, now)
        there = _expected(caller.tenant, before, roster)
        absent = absence.student_ids or there
        if unknown := set(absent) - set(there):
            raise NotInLesson(student_ids=sorted(unknown))
        missed = tuple(one for one in there if one in absent or one in before.missed_ids)
        new = tuple(one for one in missed if one not in before.missed_ids)
        if not new:
            return before
        status = LessonStatus.COMPLETED if set(there) - set(missed) else LessonStatus.MISSED
        after = before.model_copy(update={"missed_ids": missed, "status": status})
        fact = LessonMissed(subject=lesson_id, student_ids=new)
        return LessonStore(caller.tenant).replace(before, after, fact)

    return until_undisturbed(once)


def complete_lesson(caller: Caller, lesson_id: str, *, now: datetime) -> Lesson:
    """The lesson, completed, whoever was said to have missed all of it; nothing changes the second time.

    Refuses `NotBegun`, `LessonOver` for what does not stand, and with `NoSuchLesson`.
    """

    def once() -> Lesson:
        before = _held(caller, lesson_id, now)
        if before.status is LessonStatus.COMPLETED:
            return before
        after = before.model_copy(update={"status": LessonStatus.COMPLETED, "missed_ids": ()})
        fact = LessonCompleted(subject=lesson_id, student_ids=before.student_ids)
        return LessonStore(caller.tenant).replace(before, after, fact)

    return until_undisturbed(once)


def _held(caller: Caller, lesson_id: str, now: datetime) -> Lesson:
    lesson = lesson_run_by(caller, lesson_id)
    if lesson.kind is LessonKind.WINDOW or lesson.status not in HELD:
        raise LessonOver()
    if now < lesson.starts_at:
        raise NotBegun()
    return lesson


def _expected(tenant: Tenant, lesson: Lesson, roster: Roster) -> tuple[str, ...]:
    students = roster(tenant, lesson.cohort_id) if lesson.cohort_id else lesson.student_ids
    return tuple(one for one in students if one not in lesson.excused_ids)
