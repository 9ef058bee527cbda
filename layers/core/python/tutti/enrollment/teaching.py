"""What a lesson is a lesson of: its course, its cohort, who is in it, and what one lesson costs."""

from collections.abc import Iterable, Sequence

from tutti.enrollment.course import Cohort, Course
from tutti.enrollment.store import CohortStore, CourseStore
from tutti.kit.changes import Key
from tutti.kit.money import Money
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant


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


def seated(tenant: Tenant, cohort_id: str) -> list[str]:
    """The ids of the students in a cohort: one query."""
    return CohortStore(tenant).roster(cohort_id)


def instrument_of(tenant: Tenant, course_id: str) -> str:
    """What is learned in a course; refuses `NoSuchCourse`."""
    return CourseStore(tenant).get(course_id).instrument
