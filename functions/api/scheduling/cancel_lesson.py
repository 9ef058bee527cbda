"""Cancel a lesson, or a student's part in it."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.scheduling.cancellation import cancelling
from tutti.scheduling.cancellation.cancellation import CancellationRecord, CancellationRequest


@endpoint.post("/v1/lessons/{lesson_id}/cancel", grants=[Grant.WRITE], timeout=28)
async def cancel_lesson(
    lesson_id: LessonId, request: CancellationRequest, caller: Member
) -> CancellationRecord:
    """Cancel a lesson; of a group, families cancel their own child's part, and the others go on."""
    return cancelling.cancel_lesson(caller, lesson_id, request, now=utc_now())


handler = lambda_handler(cancel_lesson)
