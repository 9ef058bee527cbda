"""Choose one of the times, or none, by the link in the mail."""

from tutti.kit.clock import utc_now
from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RescheduleId
from tutti.kit.sagas import StepFunctions
from tutti.scheduling.rescheduling.answering import answer_by_link, shown_to_public
from tutti.scheduling.rescheduling.reschedule import Answer, OfferToken, PublicReschedule


@endpoint.post(
    "/v1/public/studios/{slug}/reschedules/{reschedule_id}",
    grants=[Grant.DIRECTORY, Grant.WRITE, Grant.ANSWER],
)
async def answer_reschedule(
    slug: Slug, reschedule_id: RescheduleId, token: OfferToken, answer: Answer
) -> PublicReschedule:
    """Choose one of the times, or none, by the link in the mail."""
    tenant = public_tenant(slug)
    answered = answer_by_link(tenant, StepFunctions(), reschedule_id, token, answer, now=utc_now())
    return shown_to_public(tenant, answered)


handler = lambda_handler(answer_reschedule)
