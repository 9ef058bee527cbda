"""When one could begin: openings of private courses, sessions of cohorts."""

from datetime import datetime, timedelta

from tutti.enrollment.assignment import Candidate
from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.published import offered_course
from tutti.enrollment.store import offers
from tutti.enrollment.views import PublicOpening, PublicTeacher
from tutti.kit.clock import rfc3339
from tutti.kit.errors import Invalid
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.people.teacher import Teacher
from tutti.scheduling.places import diary_for
from tutti.studios.service import get_studio

LONGEST = timedelta(days=28)
HALF_HOURS = 2


class WindowTooLong(Invalid):
    """Openings are shown for four weeks at most, from an earlier to a later time."""


def list_openings(
    tenant: Tenant, course_id: str, *, after: datetime | None, before: datetime | None, now: datetime
) -> list[PublicOpening]:
    """A course's openings in order of time, on the half hour, as far as the studio lets one book (SCH-8)."""
    start = max(after or now, now)
    end = before or start + LONGEST
    if end <= start or end - start > LONGEST:
        raise WindowTooLong()
    course = offered_course(tenant, course_id)
    find = _sessions if course.kind is CourseKind.COHORT else _hours
    found = find(tenant, course, now)
    return sorted((one for one in found if start <= one.starts_at < end), key=place_in_list)


def place_in_list(opening: PublicOpening) -> str:
    """Its place among others, by time; different for any two that are not the same."""
    where = opening.cohort_id or opening.location_id or ""
    return "#".join((rfc3339(opening.starts_at), opening.teacher.id, where, opening.zone))


def _hours(tenant: Tenant, course: Course, now: datetime) -> list[PublicOpening]:
    teachers = _with_room(tenant, teaching.teachers_of(tenant, course.instrument))
    policy = get_studio(tenant).policy
    diary = diary_for(
        tenant,
        [teacher.id for teacher in teachers],
        now=now,
        lead=timedelta(hours=policy.lead_time_hours),
        horizon=timedelta(days=policy.horizon_days),
    )
    return [
        PublicOpening(
            starts_at=opening.starts_at,
            ends_at=opening.ends_at,
            zone=opening.zone,
            teacher=PublicTeacher(id=teacher.id, display_name=teacher.display_name),
            location_id=opening.location_id,
        )
        for teacher in teachers
        for opening in diary.openings(teacher.id, teacher.availability, course.slots, step=HALF_HOURS)
    ]


def _with_room(tenant: Tenant, teachers: list[Teacher]) -> list[Teacher]:
    students = teaching.loads(tenant, [teacher.id for teacher in teachers])
    return [one for one in teachers if Candidate(one, students.get(one.id, 0)).has_room]


def _sessions(tenant: Tenant, course: Course, now: datetime) -> list[PublicOpening]:
    offered = offers(tenant)
    cohorts = offered.cohorts.get(course.id, [])
    teachers = teaching.teachers(tenant, [cohort.teacher_id for cohort in cohorts])
    return [
        PublicOpening(
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            zone=cohort.zone,
            teacher=PublicTeacher(
                id=cohort.teacher_id, display_name=teachers[cohort.teacher_id].display_name
            ),
            location_id=cohort.location_id,
            cohort_id=cohort.id,
            seats_left=offered.seats_left[cohort.id],
        )
        for cohort in cohorts
        for session in cohort.upcoming(now)
    ]
