"""An assignment's students and how far each one's work is, a page at a time."""

from tutti.coursework import student_work_class
from tutti.coursework.student_work_class import ClassRow
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import AssignmentId


@endpoint.get("/v1/assignments/{assignment_id}/work", grants=[Grant.READ])
async def list_class_work(
    assignment_id: AssignmentId, caller: Staff, cursor: Cursor = None, limit: Limit = 20
) -> Page[ClassRow]:
    """An assignment's students and how far each one's work is, a page at a time."""
    return student_work_class.list_class_work(
        caller, assignment_id, now=utc_now(), limit=limit, cursor=cursor
    )


handler = lambda_handler(list_class_work)
