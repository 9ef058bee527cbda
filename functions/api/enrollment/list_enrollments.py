"""The studio's enrolments, the newest first, a page at a time."""

from tutti.enrollment.store import EnrollmentStore
from tutti.enrollment.views import EnrollmentSummary
from tutti.kit.caller import Admin
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page


@endpoint.get("/v1/enrollments", grants=[Grant.READ])
async def list_enrollments(
    caller: Admin, cursor: Cursor = None, limit: Limit = 20
) -> Page[EnrollmentSummary]:
    """The studio's enrolments, the newest first, a page at a time."""
    page = EnrollmentStore(caller.tenant).page(limit=limit, cursor=cursor, newest_first=True)
    return Page[EnrollmentSummary](
        items=[EnrollmentSummary.of(one) for one in page.items], cursor=page.cursor
    )


handler = lambda_handler(list_enrollments)
