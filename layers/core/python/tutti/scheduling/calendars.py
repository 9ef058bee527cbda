"""Whose lessons one may see."""

from datetime import datetime, timedelta

from tutti.kit.caller import Caller, Role
from tutti.kit.entity import Page
from tutti.kit.errors import Invalid, NotFound
from tutti.people.students import get_student, list_students
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.store import LessonStore, NoSuchLesson

LONGEST = timedelta(days=92)
USUAL = timedelta(days=28)
OFFICE = (Role.OWNER, Role.ADMIN)


class CalendarTooLong(Invalid):
    """A calendar is shown for 92 days at most, from an earlier to a later time."""


def calendar_for(
    caller: Caller,
    resource_id: str,
    after: datetime,
    before: datetime | None,
    *,
    limit: int,
    cursor: str | None,
) -> Page[Lesson]:
    """A page of a teacher's, student's or room's lessons; not found is whom the caller may not see.

    Campus managers see what takes place at their own locations, and everything of their own students.
    """
    until = before or after + USUAL
    if not timedelta(0) < until - after <= LONGEST:
        raise CalendarTooLong()
    is_filtered = caller.role is Role.MANAGER and not _sees(caller, resource_id)
    if caller.role not in (*OFFICE, Role.MANAGER) and resource_id != caller.person_id:
        get_student(caller, resource_id)
    page = LessonStore(caller.tenant).calendar(resource_id, after, until, limit=limit, cursor=cursor)
    if not is_filtered:
        return page
    seen = [lesson for lesson in page.items if caller.may_see_location(lesson.location_id)]
    return page.model_copy(update={"items": seen})


def lesson_for(caller: Caller, lesson_id: str) -> Lesson:
    """The lesson, for the office, its teacher and the families of who takes part; else `NoSuchLesson`."""
    lessons = LessonStore(caller.tenant)
    lesson = lessons.get(lesson_id)
    if caller.role in OFFICE or caller.person_id == lesson.teacher_id or _is_at_own_location(caller, lesson):
        return lesson
    if any(_sees(caller, student_id) for student_id in lesson.student_ids):
        return lesson
    if lessons.is_in_calendar_of(_own_people(caller), lesson):
        return lesson
    raise NoSuchLesson()


def _is_at_own_location(caller: Caller, lesson: Lesson) -> bool:
    return caller.role is Role.MANAGER and caller.may_see_location(lesson.location_id)


def _own_people(caller: Caller) -> list[str]:
    """Those for whom families call: the children, or the student."""
    if caller.role is Role.GUARDIAN:
        return [child.id for child in list_students(caller, None, limit=50, cursor=None).items]
    return [caller.person_id]


def _sees(caller: Caller, person_id: str) -> bool:
    try:
        get_student(caller, person_id)
    except NotFound:
        return False
    return True
