"""One enrolment with its steps, for the office and its own family."""

from tutti.enrollment.status import enrollment_for
from tutti.enrollment.views import EnrollmentSummary
from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import EnrollmentId


@endpoint.get("/v1/enrollments/{enrollment_id}", grants=[Grant.READ])
async def get_enrollment(enrollment_id: EnrollmentId, caller: OfficeOrGuardian) -> EnrollmentSummary:
    """One enrolment with its steps, for the office and its own family."""
    return EnrollmentSummary.of(enrollment_for(caller, enrollment_id))


handler = lambda_handler(get_enrollment)
