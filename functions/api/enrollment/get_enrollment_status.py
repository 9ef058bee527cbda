"""How far an enrolment is, for whoever has its token."""

from tutti.enrollment.enrollment import Token
from tutti.enrollment.settling import by_token
from tutti.enrollment.status import status_of
from tutti.enrollment.views import EnrollmentStatus
from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import EnrollmentId


@endpoint.get("/v1/public/studios/{slug}/enrollments/{enrollment_id}", grants=[Grant.DIRECTORY, Grant.READ])
async def get_enrollment_status(slug: Slug, enrollment_id: EnrollmentId, token: Token) -> EnrollmentStatus:
    """How far an enrolment is, for whoever has its token."""
    tenant = public_tenant(slug)
    return status_of(tenant, by_token(tenant, enrollment_id, token))


handler = lambda_handler(get_enrollment_status)
