"""Take the seat that is on offer to a waiting enrolment, for whoever has its token."""

from tutti.enrollment import offers_by_link
from tutti.enrollment.enrollment import Token
from tutti.enrollment.settling import by_token
from tutti.enrollment.status import status_of
from tutti.enrollment.views import EnrollmentStatus
from tutti.kit.clock import utc_now
from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import EnrollmentId


@endpoint.post(
    "/v1/public/studios/{slug}/enrollments/{enrollment_id}/accept-offer",
    grants=[Grant.DIRECTORY, Grant.WRITE],
)
async def accept_offer(slug: Slug, enrollment_id: EnrollmentId, token: Token) -> EnrollmentStatus:
    """Take the seat that is on offer to a waiting enrolment, for whoever has its token."""
    tenant = public_tenant(slug)
    waiting = by_token(tenant, enrollment_id, token)
    return status_of(tenant, offers_by_link.accept_offer(tenant, waiting, now=utc_now()))


handler = lambda_handler(accept_offer)
