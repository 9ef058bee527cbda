"""Return a student's work for another attempt, excuse it, or take either back."""

from tutti.coursework import student_work_changes
from tutti.coursework.student_work import StudentWork
from tutti.coursework.student_work_changes import WorkUpdate
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentId, StudentId


@endpoint.put("/v1/assignments/{assignment_id}/work/{student_id}", grants=[Grant.WRITE])
async def update_work(
    assignment_id: AssignmentId, student_id: StudentId, update: WorkUpdate, caller: Staff
) -> StudentWork:
    """Return a student's work for another attempt, excuse it, or take either back."""
    return student_work_changes.update_work(caller, assignment_id, student_id, update)


handler = lambda_handler(update_work)
