"""Giving back what is held for an enrolment."""

from datetime import datetime

from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.facts import PlaceFreed
from tutti.enrollment.places import HoldStore
from tutti.enrollment.sessions import giving_back
from tutti.enrollment.steps import journal
from tutti.enrollment.store import CohortStore
from tutti.enrollment.waitlisting import freeing_seat
from tutti.kit.changes import Change
from tutti.kit.facts import told
from tutti.kit.journal import Effect
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.scheduling.service import freeing


def release_place(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """Give back what is held: the seat, for who waits first, or the teacher's place, and everybody's time."""

    def act(enrollment: Enrollment) -> Effect:
        return Effect("The place is free again.", {"hold": None}, _releasing(tenant, enrollment, now))

    return journal(tenant).undo(enrollment_id, "HoldPlace", act)


def _releasing(tenant: Tenant, enrollment: Enrollment, now: datetime) -> list[Change]:
    hold, student = enrollment.hold, enrollment.student_id
    if hold is None:
        return []
    forgetting = HoldStore(tenant).forgetting(enrollment.id, hold)
    if hold.cohort_id:
        cohort = CohortStore(tenant).get(hold.cohort_id)
        seat = freeing_seat(tenant, enrollment.course_id, hold.cohort_id, now=now)
        return [forgetting, *seat, *giving_back(tenant, cohort, enrollment, hold)]
    resources = [*hold.place.resources, student]
    losing = teaching.losing_student(tenant, hold.place.teacher_id)
    freed = told(tenant, PlaceFreed(subject=hold.place.teacher_id))
    time = [] if hold.is_given_back else freeing(tenant, resources, [hold.place.span])
    return [forgetting, losing, *time, *freed]
