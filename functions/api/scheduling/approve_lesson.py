"""Confirm a lesson that a family asked for."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.due import Timers
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling import requests
from tutti.scheduling.lesson import Lesson


@endpoint.post("/v1/lessons/{lesson_id}/approve", grants=[Grant.WRITE, Grant.SCHEDULE])
async def approve_lesson(lesson_id: LessonId, caller: Staff) -> Lesson:
    """Confirm a lesson that a family asked for."""
    return requests.approve(caller, lesson_id, timers=Timers(), now=utc_now())


handler = lambda_handler(approve_lesson)
