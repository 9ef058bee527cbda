"""Say that none of the times that are offered will do."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RescheduleId
from tutti.kit.sagas import StepFunctions
from tutti.scheduling.rescheduling import answering as reschedule_answering
from tutti.scheduling.rescheduling.reschedule import RescheduleView


@endpoint.post("/v1/reschedules/{reschedule_id}/decline", grants=[Grant.WRITE, Grant.ANSWER])
async def decline_reschedule(reschedule_id: RescheduleId, caller: Member) -> RescheduleView:
    """Say that none of the times that are offered will do."""
    ended = reschedule_answering.decline(caller, StepFunctions(), reschedule_id, now=utc_now())
    return RescheduleView.of(ended)


handler = lambda_handler(decline_reschedule)
