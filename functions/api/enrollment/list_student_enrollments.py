"""A student's enrolments, a page at a time."""

from tutti.enrollment.status import student_enrollments
from tutti.enrollment.views import EnrollmentSummary
from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import StudentId


@endpoint.get("/v1/students/{student_id}/enrollments", grants=[Grant.READ])
async def list_student_enrollments(
    student_id: StudentId, caller: Member, cursor: Cursor = None, limit: Limit = 20
) -> Page[EnrollmentSummary]:
    """A student's enrolments, a page at a time."""
    page = student_enrollments(caller, student_id, limit=limit, cursor=cursor)
    return Page[EnrollmentSummary](
        items=[EnrollmentSummary.of(one) for one in page.items], cursor=page.cursor
    )


handler = lambda_handler(list_student_enrollments)
