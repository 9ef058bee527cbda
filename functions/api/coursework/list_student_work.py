"""What a student has to do, what is submitted and what is done, a page at a time."""

from tutti.coursework import student_work_list
from tutti.coursework.student_work_list import StudentRow
from tutti.coursework.student_work_rows import WorkStanding
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import StudentId


@endpoint.get("/v1/students/{student_id}/work", grants=[Grant.READ])
async def list_student_work(
    student_id: StudentId,
    caller: Member,
    standing: WorkStanding | None = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[StudentRow]:
    """What a student has to do, what is submitted and what is done, a page at a time."""
    return student_work_list.list_student_work(
        caller, student_id, standing, now=utc_now(), limit=limit, cursor=cursor
    )


handler = lambda_handler(list_student_work)
