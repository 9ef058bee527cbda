"""How far one student's part of an assignment is."""

from tutti.coursework import student_work_list
from tutti.coursework.student_work_list import StudentRow
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentId, StudentId


@endpoint.get("/v1/assignments/{assignment_id}/work/{student_id}", grants=[Grant.READ])
async def get_work(assignment_id: AssignmentId, student_id: StudentId, caller: Member) -> StudentRow:
    """How far one student's part of an assignment is."""
    return student_work_list.get_work(caller, assignment_id, student_id, now=utc_now())


handler = lambda_handler(get_work)
