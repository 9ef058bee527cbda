"""What the ids in a request to wait stand for: which line, and which seats in it."""

from dataclasses import dataclass

from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.store import CohortStore, CourseStore, NoSuchCohort
from tutti.enrollment.waitlist_request import NoSuchTarget, NothingToWaitFor, WaitlistRequest
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.published import group_of
from tutti.scheduling.waitlist.seat import SeatKind


@dataclass(frozen=True)
class Target:
    """A line by its course and kind of seat, and the ids of which one wants a seat; none means any."""

    course: Course
    kind: SeatKind
    wants: tuple[str, ...] = ()


def target_of(tenant: Tenant, request: WaitlistRequest) -> Target:
    """What is waited for; refuses what is not there, and what is no group with seats."""
    if request.cohorts:
        return _cohorts(tenant, request.cohorts)
    if name := request.lesson_id or request.series_id:
        return Target(CourseStore(tenant).get(group_of(tenant, name)), SeatKind.GROUP, (name,))
    course = CourseStore(tenant).get(request.course_id or "")
    if course.kind is CourseKind.COHORT:
        return Target(course, SeatKind.COHORT)
    return Target(course, SeatKind.HOUR, (request.teacher_id,) if request.teacher_id else ())


def _cohorts(tenant: Tenant, ids: tuple[str, ...]) -> Target:
    cohorts = CohortStore(tenant).get_many(ids)
    if len(cohorts) < len(ids):
        raise NoSuchCohort()
    courses = {one.course_id for one in cohorts}
    if len(courses) > 1:
        raise NothingToWaitFor("These cohorts are of different courses.")
    return Target(CourseStore(tenant).get(courses.pop()), SeatKind.COHORT, ids)


def course_of(tenant: Tenant, name: str) -> tuple[str, str | None]:
    """The course whose lines hold this one, and what to look for in them; None for all."""
    prefix = name.partition("_")[0]
    if prefix == "crs":
        return name, None
    if prefix == "coh":
        return CohortStore(tenant).get(name).course_id, name
    if prefix in ("les", "ser"):
        return group_of(tenant, name), name
    raise NoSuchTarget()
