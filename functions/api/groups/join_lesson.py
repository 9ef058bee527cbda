"""Give a student a seat in a group lesson or ensemble."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling.groups import seats
from tutti.scheduling.groups.access import shown_to
from tutti.scheduling.lesson import Lesson


@endpoint.post("/v1/lessons/{lesson_id}/students", grants=[Grant.WRITE])
async def join_lesson(lesson_id: LessonId, joining: seats.Joining, caller: Member) -> Lesson:
    """Give a student a seat in a group lesson or ensemble; guardians where it is open to families."""
    now = utc_now()
    joined = seats.join_lesson(caller, lesson_id, joining, now=now)
    return shown_to(caller, joined, joining.student_id, now=now)


handler = lambda_handler(join_lesson)
