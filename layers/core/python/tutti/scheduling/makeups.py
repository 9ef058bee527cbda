"""Makeup lessons: paid with credit in the write that books them, given back when nothing comes of it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tutti.billing.crediting import credits_of, restoring, spending
from tutti.enrollment.teaching import instrument_of
from tutti.kit.changes import Change
from tutti.kit.clock import local_date
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Lesson, LessonPurpose, LessonStatus
from tutti.scheduling.lesson_terms import Booking
from tutti.scheduling.store import LessonStore


def paid_with_credit(
    tenant: Tenant, booking: Booking, *, now: datetime
) -> Callable[[Lesson], Sequence[Change]]:
    """What a makeup lesson takes of each student's credit: its length, whatever lots it takes to cover it.

    A read of the course and a query for each student; nothing for other lessons, or where the office sets the
    rules aside. Refuses `NotEnoughCredit`.
    """

    def along(lesson: Lesson) -> Sequence[Change]:
        if lesson.purpose is not LessonPurpose.MAKEUP or booking.overrides_rules:
            return ()
        return [change for one in lesson.student_ids for change in _spent(tenant, lesson, one, now)]

    return along


def _spent(tenant: Tenant, lesson: Lesson, student_id: str, now: datetime) -> list[Change]:
    return spending(
        tenant,
        credits_of(tenant, student_id),
        (lesson.ends_at - lesson.starts_at) // timedelta(minutes=1),
        instrument=instrument_of(tenant, lesson.course_id),
        on=local_date(lesson.starts_at, lesson.zone),
        lesson_id=lesson.id,
        now=now,
    )


def give_credit_back(tenant: Tenant, lesson_id: str) -> None:
    """Restore what a declined makeup lesson took; nothing when it was restored already, or took nothing."""
    lesson = LessonStore(tenant).get(lesson_id)
    if lesson.purpose is LessonPurpose.MAKEUP and lesson.status is LessonStatus.DECLINED:
        for student_id in lesson.student_ids:
            until_undisturbed(lambda who=student_id: _give_back(tenant, lesson_id, who))  # type: ignore[misc]


def _give_back(tenant: Tenant, lesson_id: str, student_id: str) -> None:
    back = restoring(tenant, credits_of(tenant, student_id), lesson_id)
    if back.changes:
        tenant.table.write(back.changes)
