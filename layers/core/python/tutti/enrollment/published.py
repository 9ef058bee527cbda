"""What other contexts ask of offers and enrolments."""

from collections.abc import Iterable, Sequence

from tutti.enrollment.course import Cohort, Course
from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.places import WaitlistStore
from tutti.enrollment.store import CohortStore, CourseStore, EnrollmentStore, NoSuchCourse
from tutti.kit.changes import Change, Check, Key, present
from tutti.kit.money import Money
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant


def enrollment(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """The enrolment of this id; refuses with `NoSuchEnrollment`."""
    return EnrollmentStore(tenant).get(enrollment_id)


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


def waitlist_position(tenant: Tenant, waiting: Enrollment) -> int:
    """1 for the first in line."""
    return WaitlistStore(tenant).position(waiting)


def course_keys(
    tenant: Tenant, course_id: str, cohort_id: str | None, student_ids: Sequence[str]
) -> list[Key]:
    """Where a course and a cohort lie, and whether these students are in it; for who reads more along."""
    cohorts = CohortStore(tenant)
    of_cohort = [cohorts.key(cohort_id)] if cohort_id else []
    seats = [cohorts.roster_key(cohort_id, one) for one in student_ids] if cohort_id else []
    return [CourseStore(tenant).key(course_id), *of_cohort, *seats]


def read_course(tenant: Tenant, records: Iterable[Record]) -> tuple[Course, Cohort | None, set[str]]:
    """The course and the cohort among these items, and who of those asked for is in it; or `NoSuchCourse`."""
    kinds = {record.kind: record for record in records}
    cohort = kinds.get("Cohort")
    seated_ids = {str(record.owner) for record in records if record.kind == "Seated"}
    return (
        CourseStore(tenant).required(kinds.get("Course")),
        CohortStore(tenant).read(cohort) if cohort else None,
        seated_ids,
    )


def lesson_price(course: Course, cohort: Cohort | None, lesson_id: str) -> Money:
    """What one lesson costs: the course's price, or a cohort's session its share of it, to the cent.

    Shares differ by a minor unit at most and add up to the price (largest remainder, the earlier ones first).
    """
    ids = [session.lesson_id for session in cohort.sessions] if cohort else []
    if lesson_id not in ids:
        return course.price
    return course.price.allocate([1] * len(ids))[ids.index(lesson_id)]
