"""Ask for a place: the status tells how far it is."""

from tutti.enrollment import requesting
from tutti.enrollment.enrollment import EnrollmentRequest
from tutti.enrollment.pages import status_url
from tutti.enrollment.views import Accepted
from tutti.kit.clock import utc_now
from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.sagas import StepFunctions


@endpoint.post(
    "/v1/public/studios/{slug}/enrollments", grants=[Grant.DIRECTORY, Grant.WRITE, Grant.ENROLL], status=202
)
async def request_enrollment(slug: Slug, request: EnrollmentRequest) -> Accepted:
    """Ask for a place: the status tells how far it is."""
    tenant = public_tenant(slug)
    enrollment = requesting.request_enrollment(tenant, StepFunctions(), request, now=utc_now())
    return Accepted(enrollment_id=enrollment.id, status_url=status_url(slug, enrollment))


handler = lambda_handler(request_enrollment)
