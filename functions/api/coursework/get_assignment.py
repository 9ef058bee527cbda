"""One assignment: as it is written, or as a student reads it."""

from tutti.coursework import assignment_reading
from tutti.coursework.assignment_materials import AssignmentShown
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentId, StudentId


@endpoint.get("/v1/assignments/{assignment_id}", grants=[Grant.READ, Grant.LISTEN])
async def get_assignment(
    assignment_id: AssignmentId, caller: Member, student_id: StudentId | None = None
) -> AssignmentShown:
    """One assignment: as it is written, or as a student reads it."""
    return assignment_reading.get_assignment(caller, assignment_id, student_id, now=utc_now())


handler = lambda_handler(get_assignment)
