"""The assignments of a cohort, of a teacher or of all, a page at a time."""

from tutti.coursework import assignment_listing
from tutti.coursework.assignment import Assignment
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import CohortId, TeacherId


@endpoint.get("/v1/assignments", grants=[Grant.READ])
async def list_assignments(
    caller: Staff,
    teacher_id: TeacherId | None = None,
    cohort_id: CohortId | None = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[Assignment]:
    """The assignments of a cohort, of a teacher or of all, a page at a time."""
    return assignment_listing.list_assignments(
        caller, teacher_id=teacher_id, cohort_id=cohort_id, limit=limit, cursor=cursor
    )


handler = lambda_handler(list_assignments)
