"""Choose one of the times that are offered: the lesson moves there."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RescheduleId
from tutti.kit.sagas import StepFunctions
from tutti.scheduling.rescheduling import answering as reschedule_answering
from tutti.scheduling.rescheduling.reschedule import Choice, RescheduleView


@endpoint.post("/v1/reschedules/{reschedule_id}/accept", grants=[Grant.WRITE, Grant.ANSWER])
async def accept_reschedule(reschedule_id: RescheduleId, choice: Choice, caller: Member) -> RescheduleView:
    """Choose one of the times that are offered: the lesson moves there."""
    accepted = reschedule_answering.accept(
        caller, StepFunctions(), reschedule_id, choice.alternative, now=utc_now()
    )
    return RescheduleView.of(accepted)


handler = lambda_handler(accept_reschedule)
