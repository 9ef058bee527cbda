"""Move one lesson to another time or room."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling import moves
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.moves import Move


@endpoint.put("/v1/lessons/{lesson_id}/start", grants=[Grant.WRITE])
async def move_lesson(lesson_id: LessonId, move: Move, caller: Staff) -> Lesson:
    """Move one lesson to another time or room."""
    return moves.move_lesson(caller, lesson_id, move, now=utc_now())


handler = lambda_handler(move_lesson)
