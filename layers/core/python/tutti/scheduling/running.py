"""Who runs a lesson: to see one is not to decide about it."""

from tutti.kit.role import Role
from tutti.kit.who import Caller
from tutti.scheduling.calendars import lesson_for
from tutti.scheduling.lesson import Lesson, Place
from tutti.scheduling.store import NoSuchLesson


def runs(caller: Caller, place: Place) -> bool:
    """True for staff who decide about what takes place there: teacher, manager of the location, office.

    A teacher also sees other lessons of her students, and a manager those that they have elsewhere.
    """
    if caller.role is Role.TEACHER:
        return caller.person_id == place.teacher_id
    return place.location_id is None or caller.may_see_location(place.location_id)


def lesson_run_by(caller: Caller, lesson_id: str) -> Lesson:
    """The lesson, for the staff who run it; `NoSuchLesson` to everybody else."""
    lesson = lesson_for(caller, lesson_id)
    if not runs(caller, lesson):
        raise NoSuchLesson()
    return lesson
