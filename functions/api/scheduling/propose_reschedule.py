"""Propose other times for a lesson: they are held until the other side answers."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.due import Timers
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LessonId
from tutti.kit.sagas import StepFunctions
from tutti.scheduling.rescheduling.proposing import propose
from tutti.scheduling.rescheduling.reschedule import Proposal, RescheduleView


@endpoint.post(
    "/v1/lessons/{lesson_id}/reschedules",
    grants=[Grant.WRITE, Grant.SCHEDULE, Grant.RESCHEDULE],
    status=202,
)
async def propose_reschedule(lesson_id: LessonId, proposal: Proposal, caller: Member) -> RescheduleView:
    """Propose other times for a lesson: they are held until the other side answers."""
    proposed = propose(caller, StepFunctions(), Timers(), lesson_id, proposal, now=utc_now())
    return RescheduleView.of(proposed)


handler = lambda_handler(propose_reschedule)
