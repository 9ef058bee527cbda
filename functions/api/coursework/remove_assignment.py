"""Remove the draft of an assignment."""

from tutti.coursework import assignments
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentId


@endpoint.delete("/v1/assignments/{assignment_id}", grants=[Grant.WRITE], status=204)
async def remove_assignment(assignment_id: AssignmentId, caller: Staff) -> None:
    """Remove the draft of an assignment."""
    assignments.remove_assignment(caller, assignment_id)


handler = lambda_handler(remove_assignment)
