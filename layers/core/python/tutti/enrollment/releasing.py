"""Giving back what is held for an enrolment."""

from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.places import HoldStore
from tutti.enrollment.steps import journal
from tutti.enrollment.store import CohortStore
from tutti.kit.changes import Change
from tutti.kit.journal import Effect
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.scheduling.service import freeing


def release_place(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """Give back what is held: the seat or the teacher's place, and everybody's time."""

    def act(enrollment: Enrollment) -> Effect:
        return Effect("The place is free again.", {"hold": None}, _releasing(tenant, enrollment))

    return journal(tenant).undo(enrollment_id, "HoldPlace", act)


def _releasing(tenant: Tenant, enrollment: Enrollment) -> list[Change]:
    hold, student = enrollment.hold, enrollment.student_id
    if hold is None:
        return []
    forgetting = HoldStore(tenant).forgetting(enrollment.id, hold)
    if hold.cohort_id:
        cohorts = CohortStore(tenant)
        spans = cohorts.get(hold.cohort_id).spans_from(hold.place.starts_at)
        return [forgetting, cohorts.freeing_seat(hold.cohort_id), *freeing(tenant, [student], spans)]
    resources = [*hold.place.resources, student]
    losing = teaching.losing_student(tenant, hold.place.teacher_id)
    return [forgetting, losing, *freeing(tenant, resources, [hold.place.span])]
