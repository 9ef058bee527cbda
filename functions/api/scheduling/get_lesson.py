"""One lesson, for those who take part and the office."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling.calendars import show_lesson
from tutti.scheduling.lesson import Lesson


@endpoint.get("/v1/lessons/{lesson_id}", grants=[Grant.READ])
async def get_lesson(lesson_id: LessonId, caller: Member) -> Lesson:
    """One lesson, for those who take part and the office."""
    return show_lesson(caller, lesson_id, now=utc_now())


handler = lambda_handler(get_lesson)
