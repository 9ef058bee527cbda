"""The sessions of a cohort in which a seat is a seat: those to come that were not cancelled."""

from collections.abc import Collection, Sequence
from datetime import datetime

from tutti.enrollment.course import Cohort, Session
from tutti.enrollment.enrollment import Enrollment, Hold
from tutti.enrollment.places import LASTS
from tutti.kit.changes import Change
from tutti.kit.journal import StepState
from tutti.kit.tenant import Tenant
from tutti.scheduling import service as scheduling
from tutti.scheduling.grid import Span
from tutti.scheduling.leaving import freeing_sessions


def standing_sessions(tenant: Tenant, cohort: Cohort, now: datetime) -> list[Session]:
    """The sessions to come, in order, without those that were cancelled: one batch of reads."""
    ahead = cohort.upcoming(now)
    cancelled = _cancelled(tenant, [one.lesson_id for one in ahead])
    return [one for one in ahead if one.lesson_id not in cancelled]


def seat_hold(cohort: Cohort, sessions: Sequence[Session], now: datetime, reason: str = "") -> Hold:
    """A seat in these sessions, the first of which is where the student begins."""
    return Hold(
        place=cohort.place(sessions[0]),
        cohort_id=cohort.id,
        session_ids=tuple(one.lesson_id for one in sessions),
        expires_at=now + LASTS,
        reason=reason,
    )


def spans_of(cohort: Cohort, lesson_ids: Collection[str]) -> list[Span]:
    """The time of these sessions, on the grid."""
    return [cohort.place(one).span for one in cohort.sessions if one.lesson_id in lesson_ids]


def handing_over(
    tenant: Tenant, cohort: Cohort, enrollment: Enrollment, hold: Hold
) -> tuple[Hold, list[Change]]:
    """The hold when the student comes to stand on the roster, and the time given back that it needs no more.

    Who cancels a session frees the time of those on the roster; what was cancelled before is freed here.
    """
    cancelled = _cancelled(tenant, hold.session_ids)
    kept = tuple(one for one in hold.session_ids if one not in cancelled)
    if not cancelled:
        return hold, []
    spans = spans_of(cohort, cancelled)
    after = hold.model_copy(update={"session_ids": kept})
    return after, scheduling.freeing(tenant, [enrollment.student_id], spans)


def giving_back(tenant: Tenant, cohort: Cohort, enrollment: Enrollment, hold: Hold) -> list[Change]:
    """The changes that free what is held; if the student stood on the roster, what was not freed there."""
    spans, roster = spans_of(cohort, hold.session_ids), enrollment.step("AssignTeacher")
    if roster and roster.state in (StepState.DONE, StepState.UNDONE):
        return freeing_sessions(tenant, hold.session_ids, spans, enrollment.student_id)
    return scheduling.freeing(tenant, [enrollment.student_id], spans)


def _cancelled(tenant: Tenant, lesson_ids: Collection[str]) -> set[str]:
    found = scheduling.lessons(tenant, list(lesson_ids))
    return {one.id for one in found if not one.status.is_live}
