"""Let a student leave a cohort."""

from tutti.enrollment import withdrawing
from tutti.enrollment.status import enrollment_for
from tutti.enrollment.views import EnrollmentSummary
from tutti.kit.caller import Office
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import EnrollmentId


@endpoint.post("/v1/enrollments/{enrollment_id}/withdraw", grants=[Grant.WRITE])
async def withdraw_student(enrollment_id: EnrollmentId, caller: Office) -> EnrollmentSummary:
    """Let a student leave a cohort; the seat goes to the first in line."""
    enrollment = enrollment_for(caller, enrollment_id)
    return EnrollmentSummary.of(withdrawing.withdraw_student(caller.tenant, enrollment.id, now=utc_now()))


handler = lambda_handler(withdraw_student)
