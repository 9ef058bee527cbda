"""Say who did not come to a lesson."""

from tutti.enrollment.published import seated
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling import attendance
from tutti.scheduling.lesson import Lesson


@endpoint.post("/v1/lessons/{lesson_id}/miss", grants=[Grant.WRITE])
async def miss_lesson(lesson_id: LessonId, absence: attendance.Absence, caller: Staff) -> Lesson:
    """Say who did not come to a lesson: everybody, or those who are named; for its teacher and the office."""
    return attendance.miss_lesson(caller, lesson_id, absence, roster=seated, now=utc_now())


handler = lambda_handler(miss_lesson)
