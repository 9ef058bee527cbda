"""Enrol a student whom the studio knows: a sibling by the guardian, anybody by the office."""

from tutti.enrollment import requesting
from tutti.enrollment.pages import status_url
from tutti.enrollment.views import Accepted, KnownStudentRequest
from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.sagas import StepFunctions
from tutti.studios.service import get_studio


@endpoint.post("/v1/enrollments", grants=[Grant.WRITE, Grant.ENROLL], status=202)
async def enroll_student(request: KnownStudentRequest, caller: OfficeOrGuardian) -> Accepted:
    """Enrol a student whom the studio knows: a sibling by the guardian, anybody by the office."""
    enrollment = requesting.enroll_student(caller, StepFunctions(), request, now=utc_now())
    return Accepted(
        enrollment_id=enrollment.id, status_url=status_url(get_studio(caller.tenant).slug, enrollment)
    )


handler = lambda_handler(enroll_student)
