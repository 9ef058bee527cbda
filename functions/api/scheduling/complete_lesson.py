"""Say that a lesson took place."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling import attendance
from tutti.scheduling.lesson import Lesson


@endpoint.post("/v1/lessons/{lesson_id}/complete", grants=[Grant.WRITE])
async def complete_lesson(lesson_id: LessonId, caller: Staff) -> Lesson:
    """Say that a lesson took place; for its teacher and the office."""
    return attendance.complete_lesson(caller, lesson_id, now=utc_now())


handler = lambda_handler(complete_lesson)
