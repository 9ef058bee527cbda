"""The times that are offered, for whoever has the link."""

from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RescheduleId
from tutti.scheduling.rescheduling.answering import by_token, shown_to_public
from tutti.scheduling.rescheduling.reschedule import OfferToken, PublicReschedule


@endpoint.get("/v1/public/studios/{slug}/reschedules/{reschedule_id}", grants=[Grant.DIRECTORY, Grant.READ])
async def get_public_reschedule(
    slug: Slug, reschedule_id: RescheduleId, token: OfferToken
) -> PublicReschedule:
    """The times that are offered, for whoever has the link."""
    tenant = public_tenant(slug)
    return shown_to_public(tenant, by_token(tenant, reschedule_id, token))


handler = lambda_handler(get_public_reschedule)
