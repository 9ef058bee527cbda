"""Whose lessons one may see."""

from datetime import datetime, timedelta

from tutti.kit.caller import Caller, Role
from tutti.kit.entity import Page
from tutti.kit.errors import Invalid, NotFound
from tutti.people.students import get_student
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
    """A page of a teacher's, student's or room's lessons; not found is whom the caller may not see."""
    until = before or after + USUAL
    if not timedelta(0) < until - after <= LONGEST:
        raise CalendarTooLong()
    _check_may_see(caller, resource_id)
    return LessonStore(caller.tenant).calendar(resource_id, after, until, limit=limit, cursor=cursor)


def lesson_for(caller: Caller, lesson_id: str) -> Lesson:
    """The lesson, for the office, its teacher and its students' families; else `NoSuchLesson`."""
    lesson = LessonStore(caller.tenant).get(lesson_id)
    if caller.role in OFFICE or caller.person_id == lesson.teacher_id or _takes_part(caller, lesson):
        return lesson
    raise NoSuchLesson()


def _takes_part(caller: Caller, lesson: Lesson) -> bool:
    if caller.role is Role.MANAGER:
        return caller.may_see_location(lesson.location_id)
    return any(_may_see(caller, student_id) for student_id in lesson.student_ids)


def _may_see(caller: Caller, resource_id: str) -> bool:
    try:
        _check_may_see(caller, resource_id)
    except NotFound:
        return False
    return True


def _check_may_see(caller: Caller, resource_id: str) -> None:
    if caller.role in OFFICE or resource_id == caller.person_id:
        return
    if caller.role is Role.MANAGER and not resource_id.startswith("per_"):
        return
    get_student(caller, resource_id)
