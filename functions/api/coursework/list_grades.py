"""The grades of an assignment."""

from tutti.coursework import grade_reading
from tutti.coursework.grade import Grade
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import AssignmentId


@endpoint.get("/v1/grades", grants=[Grant.READ])
async def list_grades(
    assignment_id: AssignmentId, caller: Staff, cursor: Cursor = None, limit: Limit = 20
) -> Page[Grade]:
    """The grades of an assignment, released or not, by student and attempt, a page at a time."""
    return grade_reading.list_grades(caller, assignment_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_grades)
