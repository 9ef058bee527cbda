"""What a student handed in of an assignment, the latest attempt first, a page at a time."""

from tutti.coursework import submission_views
from tutti.coursework.submission import SubmissionShown
from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import AssignmentId, StudentId


@endpoint.get("/v1/assignments/{assignment_id}/submissions", grants=[Grant.READ])
async def list_submissions(
    assignment_id: AssignmentId,
    caller: Member,
    student_id: StudentId | None = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[SubmissionShown]:
    """What a student handed in of an assignment, the latest attempt first, a page at a time."""
    return submission_views.list_submissions(caller, assignment_id, student_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_submissions)
