"""Take back an offer of other times that nobody has accepted."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RescheduleId
from tutti.kit.sagas import StepFunctions
from tutti.scheduling.rescheduling import answering as reschedule_answering
from tutti.scheduling.rescheduling.reschedule import RescheduleView


@endpoint.post("/v1/reschedules/{reschedule_id}/withdraw", grants=[Grant.WRITE, Grant.ANSWER])
async def withdraw_reschedule(reschedule_id: RescheduleId, caller: Member) -> RescheduleView:
    """Take back an offer of other times that nobody has accepted."""
    ended = reschedule_answering.withdraw(caller, StepFunctions(), reschedule_id, now=utc_now())
    return RescheduleView.of(ended)


handler = lambda_handler(withdraw_reschedule)
