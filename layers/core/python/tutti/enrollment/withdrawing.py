"""A student leaves a cohort; the seat goes to the first in line in the same moment (SCH-13)."""

from datetime import datetime

from tutti.enrollment.course import Cohort
from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.facts import EnrollmentWithdrawn
from tutti.enrollment.store import CohortStore, EnrollmentStore
from tutti.enrollment.waitlisting import freeing_seat
from tutti.kit.changes import Change, Delete
from tutti.kit.errors import Conflict
from tutti.kit.facts import told
from tutti.kit.journal import Failure
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.scheduling.leaving import leaving_sessions

WITHDRAWN = Failure(
    code="Withdrawn",
    title="The student has left the cohort.",
    detail="The seat went to who waits, or is free.",
)


class NotInACohort(Conflict):
    """Only students with a seat in a cohort leave it here; other lessons are cancelled for themselves."""


def withdraw_student(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """The enrolment, cancelled, with nothing left of it that is still to come; what was paid stays as it is.

    Refuses with `NotInACohort`. Twice is once.
    """
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        before = enrollments.get(enrollment_id)
        if before.problem == WITHDRAWN:
            return before
        if before.state is not EnrollmentState.ACTIVE or not before.cohort_id:
            raise NotInACohort()
        after = before.model_copy(update={"state": EnrollmentState.CANCELLED, "problem": WITHDRAWN})
        tenant.table.write([enrollments.replacing(before, after), *_leaving(tenant, before, now)])
        return after.model_copy(update={"version": before.version + 1})

    return until_undisturbed(once)


def _leaving(tenant: Tenant, leaver: Enrollment, now: datetime) -> list[Change]:
    cohorts, student = CohortStore(tenant), leaver.student_id
    cohort = cohorts.get(leaver.cohort_id or "")
    fact = EnrollmentWithdrawn(subject=leaver.id, cohort_id=cohort.id, student_id=student)
    return [
        EnrollmentStore(tenant).freeing_child(leaver),
        Delete(cohorts.roster_key(cohort.id, student)),
        *teaching.unassigning(tenant, cohort.teacher_id, student),
        *_clearing_calendar(tenant, cohort, student, now),
        *freeing_seat(tenant, cohort.course_id, cohort.id, now=now),
        *told(tenant, fact),
    ]


def _clearing_calendar(tenant: Tenant, cohort: Cohort, student_id: str, now: datetime) -> list[Change]:
    ahead = cohort.upcoming(now)
    spans = [cohort.place(one).span for one in ahead]
    return leaving_sessions(tenant, [one.lesson_id for one in ahead], spans, student_id)
