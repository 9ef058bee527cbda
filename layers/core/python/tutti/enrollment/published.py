"""What other contexts ask of offers and enrolments."""

from collections.abc import Sequence
from datetime import datetime

from tutti.enrollment.course import Cohort, Course
from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.store import CohortStore, CourseStore, EnrollmentStore, NoSuchCourse
from tutti.kit.changes import Change, Check, Key, present
from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import Place


def enrollment(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """The enrolment of this id; refuses with `NoSuchEnrollment`."""
    return EnrollmentStore(tenant).get(enrollment_id)


def enrollments(tenant: Tenant, ids: Sequence[str]) -> list[Enrollment]:
    """The enrolments of these ids that are there, in the order asked: one batch of reads."""
    return EnrollmentStore(tenant).get_many(ids)


def cohort_place(tenant: Tenant, cohort_id: str, now: datetime) -> Place:
    """When and where the next session of a cohort is, or the last one when all are over."""
    cohort = CohortStore(tenant).get(cohort_id)
    return cohort.place((*cohort.upcoming(now), cohort.sessions[-1])[0])


def course(tenant: Tenant, course_id: str) -> Course:
    """The course of this id; refuses with `NoSuchCourse`."""
    return CourseStore(tenant).get(course_id)


def offered_course(tenant: Tenant, course_id: str) -> Course:
    """The course, when the public may know of it; else it is refused with `NoSuchCourse` as well."""
    found = course(tenant, course_id)
    if not found.is_published:
        raise NoSuchCourse()
    return found


def requiring_course(tenant: Tenant, course_id: str) -> Change:
    """The condition that the studio has this course, refused with `NoSuchCourse`."""
    return Check(CourseStore(tenant).key(course_id), present(), NoSuchCourse)


def seated(tenant: Tenant, cohort_id: str) -> list[str]:
    """The ids of the students in a cohort."""
    return CohortStore(tenant).roster(cohort_id)


def cohort(tenant: Tenant, cohort_id: str) -> Cohort:
    """The cohort of this id; refuses with `NoSuchCohort`."""
    return CohortStore(tenant).get(cohort_id)


def seat_key(tenant: Tenant, cohort_id: str, student_id: str) -> Key:
    """Where something lies as long as this student is in this cohort, for who reads it along."""
    return CohortStore(tenant).roster_key(cohort_id, student_id)
