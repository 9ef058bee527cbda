"""What it would mean to cancel a lesson."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Member
from tutti.kit.clock import Instant, utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId, StudentId
from tutti.scheduling.cancellation import previewing
from tutti.scheduling.cancellation.case import CancellationReason
from tutti.scheduling.cancellation.previewing import CancellationPreview

At = Annotated[Instant | None, Query(description="When it would be cancelled; now when left out.")]
Child = Annotated[StudentId | None, Query(description="Which child stays away from a group or cohort.")]


@endpoint.get("/v1/lessons/{lesson_id}/cancellation-preview", grants=[Grant.READ])
async def preview_cancellation(
    lesson_id: LessonId,
    caller: Member,
    at: At = None,
    reason: CancellationReason = CancellationReason.OTHER,
    student_id: Child = None,
) -> CancellationPreview:
    """What it would mean to cancel a lesson now or later, by which rule and why; nothing is written."""
    return previewing.preview_cancellation(
        caller, lesson_id, at=at, reason=reason, student_id=student_id, now=utc_now()
    )


handler = lambda_handler(preview_cancellation)
