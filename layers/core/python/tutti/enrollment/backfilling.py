"""What comes free elsewhere goes to those who wait (SCH-13)."""

from datetime import datetime

from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.store import CourseStore
from tutti.enrollment.supplies import supply_of
from tutti.kit.facts import Envelope
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.scheduling.cancellation.case import CancellationReason
from tutti.scheduling.lesson import Lesson, LessonKind, LessonStatus
from tutti.scheduling.service import SlotTaken, lessons
from tutti.scheduling.waitlist import service as waitlist_service
from tutti.scheduling.waitlist.freed_hours import FreedHours
from tutti.scheduling.waitlist.published import line_id_of, line_of
from tutti.scheduling.waitlist.seat import SeatKind

OF_TEACHERS = ("PlaceFreed", "TeacherAdded", "TeacherChanged")
OF_LESSONS = ("LessonCancelled", "LessonLeft")
OF_COHORTS = ("CohortFormed", "CohortResized")
NOT_GIVEN = (
    CancellationReason.SCHOOL,
    CancellationReason.UNAVAILABLE,
    CancellationReason.CLOSURE,
    CancellationReason.WEATHER,
)
HEARD = ("WaitlistDue", *OF_COHORTS, *OF_TEACHERS, *OF_LESSONS)


def backfill(tenant: Tenant, fact: Envelope, *, now: datetime) -> None:
    """Offer what this fact has set free, where somebody waits for it."""
    if fact.name == "WaitlistDue":
        # The clock that rings may be ahead of ours.
        _settle(tenant, fact.subject, max(now, fact.at))
    elif fact.name in OF_COHORTS:
        _settle(tenant, line_id_of(fact.data["course_id"], SeatKind.COHORT), now)
    elif fact.name in OF_TEACHERS:
        for course in _taught_by(tenant, fact.subject):
            _settle(tenant, line_id_of(course.id, SeatKind.PLACE), now)
    else:
        for lesson in lessons(tenant, [fact.subject]):
            _backfill_lesson(tenant, lesson, now)


def _backfill_lesson(tenant: Tenant, lesson: Lesson, now: datetime) -> None:
    if lesson.kind in (LessonKind.GROUP, LessonKind.ENSEMBLE):
        _settle(tenant, line_id_of(lesson.course_id, SeatKind.GROUP), now)
    elif lesson.kind is LessonKind.PRIVATE and lesson.status is LessonStatus.CANCELLED:
        _offer_hour(tenant, lesson, now)
        _settle(tenant, line_id_of(lesson.course_id, SeatKind.PLACE), now)


def _offer_hour(tenant: Tenant, lesson: Lesson, now: datetime) -> None:
    """The hour of a cancelled lesson for who waits for one, unless somebody was faster."""
    if (
        lesson.window_id
        or not _is_given(lesson)
        or not line_of(tenant, lesson.course_id, SeatKind.HOUR).waiting
    ):
        return

    def supply(_: Tenant, line_id: str, at: datetime) -> FreedHours:
        return FreedHours(tenant, line_id.partition("#")[0], at, [lesson])

    try:
        waitlist_service.settle(tenant, supply, line_id_of(lesson.course_id, SeatKind.HOUR), now=now)
    except SlotTaken:
        return


def _is_given(lesson: Lesson) -> bool:
    """True when the hour can be somebody else's: its teacher is there, and the school is open."""
    why = lesson.cancellation
    return why is None or not (why.by is Role.TEACHER or why.reason in NOT_GIVEN)


def _settle(tenant: Tenant, line_id: str, now: datetime) -> None:
    course_id, _, kind = line_id.partition("#")
    if line_of(tenant, course_id, SeatKind(kind)).waiting:
        waitlist_service.settle(tenant, supply_of, line_id, now=now)


def _taught_by(tenant: Tenant, teacher_id: str) -> list[Course]:
    """The private courses of the instruments of this teacher."""
    instruments = teaching.teacher(tenant, teacher_id).instruments
    courses = CourseStore(tenant).all()
    return [one for one in courses if one.kind is CourseKind.PRIVATE and one.instrument in instruments]
