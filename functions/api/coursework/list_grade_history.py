"""All that a grade ever was."""

from tutti.coursework import grade_reading
from tutti.coursework.grade import Grade
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import GradeId


@endpoint.get("/v1/grades/{grade_id}/history", grants=[Grant.READ])
async def list_grade_history(
    grade_id: GradeId, caller: Staff, cursor: Cursor = None, limit: Limit = 20
) -> Page[Grade]:
    """All versions of a grade, the latest first: each as it was, with who made it and when."""
    return grade_reading.list_grade_history(caller, grade_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_grade_history)
