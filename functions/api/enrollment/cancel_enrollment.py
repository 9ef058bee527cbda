"""Cancel an enrolment that nobody has paid yet, or leave the waitlist."""

from tutti.enrollment import settling
from tutti.enrollment.status import enrollment_for
from tutti.enrollment.views import EnrollmentSummary
from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import EnrollmentId
from tutti.kit.sagas import StepFunctions


@endpoint.post("/v1/enrollments/{enrollment_id}/cancel", grants=[Grant.WRITE, Grant.ANSWER])
async def cancel_enrollment(enrollment_id: EnrollmentId, caller: OfficeOrGuardian) -> EnrollmentSummary:
    """Cancel an enrolment that nobody has paid yet, or leave the waitlist."""
    enrollment = enrollment_for(caller, enrollment_id)
    return EnrollmentSummary.of(settling.cancel(caller.tenant, StepFunctions(), enrollment, now=utc_now()))


handler = lambda_handler(cancel_enrollment)
