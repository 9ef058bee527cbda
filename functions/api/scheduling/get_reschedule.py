"""How far a reschedule is, for whoever may see its lesson."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RescheduleId
from tutti.scheduling.rescheduling.answering import reschedule_for
from tutti.scheduling.rescheduling.reschedule import RescheduleView


@endpoint.get("/v1/reschedules/{reschedule_id}", grants=[Grant.READ])
async def get_reschedule(reschedule_id: RescheduleId, caller: Member) -> RescheduleView:
    """How far a reschedule is, for whoever may see its lesson."""
    return RescheduleView.of(reschedule_for(caller, reschedule_id))


handler = lambda_handler(get_reschedule)
