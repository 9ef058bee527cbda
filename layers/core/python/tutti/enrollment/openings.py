"""When one could begin: openings of private courses, sessions of cohorts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import dropwhile, takewhile

from tutti.enrollment.assignment import Candidate
from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.published import offered_course
from tutti.enrollment.store import offers
from tutti.enrollment.views import PublicOpening, PublicTeacher
from tutti.kit.clock import rfc3339
from tutti.kit.entity import Page
from tutti.kit.errors import Invalid
from tutti.kit.paging import cut, paged
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.people.teacher import Teacher
from tutti.scheduling.openings import Opening, in_order
from tutti.scheduling.places import diary_for, window_of
from tutti.studios.service import get_studio

LONGEST = timedelta(days=28)
HALF_HOURS = 2


class WindowTooLong(Invalid):
    """Openings are shown for four weeks at most, from an earlier to a later time."""


def list_openings(
    tenant: Tenant,
    course_id: str,
    *,
    after: datetime | None,
    before: datetime | None,
    now: datetime,
    limit: int,
    cursor: str | None,
) -> Page[PublicOpening]:
    """A page of a course's openings, on the half hour, as far as the studio lets one book (SCH-8)."""
    start = max(after or now, now)
    end = before or start + LONGEST
    if end <= start or end - start > LONGEST:
        raise WindowTooLong()
    course = offered_course(tenant, course_id)
    if course.kind is CourseKind.COHORT:
        sessions = [one for one in _sessions(tenant, course, now) if start <= one.starts_at < end]
        return paged(sorted(sessions, key=_session_key), key=_session_key, limit=limit, cursor=cursor)
    teachers = _with_room(tenant, teaching.teachers_of(tenant, course.instrument))
    hours = dropwhile(lambda one: one.starts_at < start, _hours(tenant, course, teachers, now))
    within = takewhile(lambda one: one.starts_at < end, hours)
    found, more = cut(within, key=_hour_key, limit=limit, cursor=cursor)
    shown = {one.id: PublicTeacher(id=one.id, display_name=one.display_name) for one in teachers}
    return Page(items=[_public(one, shown[one.teacher_id]) for one in found], cursor=more)


def _session_key(opening: PublicOpening) -> str:
    return "#".join((rfc3339(opening.starts_at), opening.teacher.id, opening.cohort_id or "", opening.zone))


def _hour_key(opening: Opening) -> str:
    return "#".join((rfc3339(opening.starts_at), opening.teacher_id, opening.location_id or "", opening.zone))


def _public(opening: Opening, teacher: PublicTeacher) -> PublicOpening:
    return PublicOpening(
        starts_at=opening.starts_at,
        ends_at=opening.ends_at,
        zone=opening.zone,
        teacher=teacher,
        location_id=opening.location_id,
    )


def _hours(tenant: Tenant, course: Course, teachers: list[Teacher], now: datetime) -> Iterator[Opening]:
    policy = get_studio(tenant).policy
    diary = diary_for(tenant, [one.id for one in teachers], policy, within=window_of(policy, now))
    return in_order(*(diary.upcoming(one.id, one.hours, course.slots, step=HALF_HOURS) for one in teachers))


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
