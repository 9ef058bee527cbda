"""Courses and cohorts: what the office offers, and what the public page shows of it."""

from datetime import datetime, timedelta
from itertools import pairwise

from tutti.enrollment.course import (
    Cohort,
    CohortDraft,
    Course,
    CourseDraft,
    CourseKind,
    CourseUpdate,
    Session,
    in_utc,
)
from tutti.enrollment.facts import CohortFormed, CourseChanged
from tutti.enrollment.store import CohortStore, CourseStore, offers
from tutti.enrollment.views import OfferedCohort, PublicCourse
from tutti.kit.changes import Change
from tutti.kit.errors import Conflict, Invalid
from tutti.kit.facts import told
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.scheduling.grid import Span
from tutti.scheduling.lesson import Lesson, LessonKind
from tutti.scheduling.service import claiming, entering
from tutti.studios.service import get_studio, requiring_locations, requiring_room

LONGEST = timedelta(days=366)
"""Within a year teacher and room have few enough masks for one transaction, whatever the dates."""


class OtherCurrency(Invalid):
    """Prices are in the studio's currency."""


class NotACohortCourse(Conflict):
    """Cohorts are formed for courses of kind cohort."""


class CourseKindFixed(Conflict):
    """A course keeps its kind; add another course instead."""


class SessionInThePast(Invalid):
    """The sessions of a new cohort lie ahead."""


class SessionsOverlap(Invalid):
    """The sessions of a cohort do not overlap."""


class CohortTooLong(Invalid):
    """The sessions of a cohort lie within one year."""


def add_course(tenant: Tenant, draft: CourseDraft) -> Course:
    """The new course; refuses another currency than the studio's, and with `NoSuchLocation`."""
    _check_currency(tenant, draft)
    course = Course(id=new_id("crs"), **dict(draft))
    tenant.table.write([CourseStore(tenant).creating(course), *_changed(tenant, course)])
    return course


def update_course(tenant: Tenant, course_id: str, update: CourseUpdate) -> Course:
    """The course as it now is; refuses an older version, another kind or another currency."""
    courses = CourseStore(tenant)
    before = courses.get(course_id)
    after = before.revised(update)
    if before.kind is not after.kind:
        raise CourseKindFixed()
    _check_currency(tenant, update)
    tenant.table.write([courses.replacing(before, after), *_changed(tenant, after)])
    return after.model_copy(update={"version": before.version + 1})


def _changed(tenant: Tenant, course: Course) -> list[Change]:
    return [
        *requiring_locations(tenant, [course.location_id]),
        *told(tenant, CourseChanged(subject=course.id)),
    ]


def form_cohort(tenant: Tenant, draft: CohortDraft, *, now: datetime) -> OfferedCohort:
    """The new cohort: its sessions stand as lessons, and teacher and room are busy then, or nothing is.

    Refuses with `SlotTaken` when teacher or room are busy at one of the times, with `RoomTooSmall`, and what
    is not there: course, teacher, location, room.
    """
    if CourseStore(tenant).get(draft.course_id).kind is not CourseKind.COHORT:
        raise NotACohortCourse()
    teaching.teacher(tenant, draft.teacher_id)
    cohort = _cohort(draft)
    _check_sessions(cohort, now)
    lessons = [_lesson(cohort, session) for session in cohort.sessions]
    resources = cohort.place(cohort.sessions[0]).resources
    cohorts = CohortStore(tenant)
    tenant.table.write(
        [
            cohorts.creating(cohort),
            cohorts.opening_seats(cohort),
            *claiming(tenant, resources, [lesson.span for lesson in lessons]),
            *(change for lesson in lessons for change in entering(tenant, lesson, resources)),
            *_requiring_place(tenant, cohort),
            *told(tenant, CohortFormed(subject=cohort.id, course_id=cohort.course_id)),
        ]
    )
    return OfferedCohort(**dict(cohort), seats_left=cohort.capacity)


def offered_cohort(tenant: Tenant, cohort_id: str) -> OfferedCohort:
    """The cohort with the seats left; refuses with `NoSuchCohort`. One batch of reads."""
    cohorts = CohortStore(tenant)
    records = tenant.table.get_many([cohorts.key(cohort_id), cohorts.seats_key(cohort_id)])
    found = {record.kind: record for record in records}
    cohort, seats = cohorts.required(found.get("Cohort")), found["Seats"]
    return OfferedCohort(**dict(cohort), seats_left=int(seats.capacity - seats.taken))


def public_courses(tenant: Tenant, *, now: datetime) -> list[PublicCourse]:
    """The published courses; those in cohorts with the seats left in cohorts still to begin or go on."""
    offered = offers(tenant)
    return [
        PublicCourse.of(
            course, _seats_left(offered.cohorts.get(course.id, []), offered.seats_left, course, now)
        )
        for course in offered.courses
        if course.is_published
    ]


def _seats_left(cohorts: list[Cohort], seats: dict[str, int], course: Course, now: datetime) -> int | None:
    if course.kind is CourseKind.PRIVATE:
        return None
    return sum(seats[cohort.id] for cohort in cohorts if cohort.upcoming(now))


def _check_currency(tenant: Tenant, draft: CourseDraft) -> None:
    currency = get_studio(tenant).currency
    if draft.price.currency != currency:
        raise OtherCurrency(f"The studio's currency is {currency}.")


def _check_sessions(cohort: Cohort, now: datetime) -> None:
    spans = [Span.between(session.starts_at, session.ends_at) for session in cohort.sessions]
    if cohort.sessions[0].starts_at <= now:
        raise SessionInThePast()
    if cohort.sessions[-1].ends_at - cohort.sessions[0].starts_at > LONGEST:
        raise CohortTooLong()
    if any(later.first < earlier.last for earlier, later in pairwise(spans)):
        raise SessionsOverlap()


def _requiring_place(tenant: Tenant, cohort: Cohort) -> list[Change]:
    if not cohort.room_id:
        return requiring_locations(tenant, [cohort.location_id])
    people = cohort.capacity + 1
    return [requiring_room(tenant, cohort.room_id, at=cohort.location_id, people=people)]


def _cohort(draft: CohortDraft) -> Cohort:
    times = sorted(in_utc(session, draft.zone) for session in draft.sessions)
    sessions = tuple(Session(lesson_id=new_id("les"), starts_at=first, ends_at=last) for first, last in times)
    return Cohort(id=new_id("coh"), **(dict(draft) | {"sessions": sessions}))


def _lesson(cohort: Cohort, session: Session) -> Lesson:
    return Lesson(
        id=session.lesson_id,
        kind=LessonKind.COHORT,
        course_id=cohort.course_id,
        cohort_id=cohort.id,
        original_start=session.starts_at,
        **dict(cohort.place(session)),
    )
