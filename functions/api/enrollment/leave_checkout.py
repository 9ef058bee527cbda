"""Where Stripe sends a payer who cancels: the enrolment ends, and the page says so."""

from fastapi.responses import RedirectResponse

from tutti.enrollment import settling
from tutti.enrollment.enrollment import Token
from tutti.enrollment.pages import page_url
from tutti.kit.clock import utc_now
from tutti.kit.directory import Slug, public_tenant
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import EnrollmentId
from tutti.kit.sagas import StepFunctions


@endpoint.get(
    "/v1/public/studios/{slug}/enrollments/{enrollment_id}/leave",
    grants=[Grant.DIRECTORY, Grant.WRITE, Grant.ANSWER],
    status=303,
)
async def leave_checkout(slug: Slug, enrollment_id: EnrollmentId, token: Token) -> RedirectResponse:
    """Where Stripe sends a payer who cancels: the enrolment ends, and the page says so."""
    tenant = public_tenant(slug)
    enrollment = settling.leave_checkout(tenant, StepFunctions(), enrollment_id, token, now=utc_now())
    return RedirectResponse(page_url(slug, enrollment), status_code=303)


handler = lambda_handler(leave_checkout)
