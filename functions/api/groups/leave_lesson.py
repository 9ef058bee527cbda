"""Give back a student's seat in a group lesson or ensemble; for all others it stays as it was."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId, StudentId
from tutti.scheduling.groups import seats
from tutti.scheduling.groups.access import shown_to
from tutti.scheduling.lesson import Lesson


@endpoint.delete("/v1/lessons/{lesson_id}/students/{student_id}", grants=[Grant.WRITE])
async def leave_lesson(lesson_id: LessonId, student_id: StudentId, caller: Member) -> Lesson:
    """Give back a student's seat in a group lesson or ensemble; for all others it stays as it was."""
    now = utc_now()
    left = seats.leave_lesson(caller, lesson_id, student_id, now=now)
    return shown_to(caller, left, student_id, now=now)


handler = lambda_handler(leave_lesson)
