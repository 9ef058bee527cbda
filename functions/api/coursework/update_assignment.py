"""Change what is named of an assignment; close it, reopen it, or take it back."""

from tutti.coursework import assignment_changing
from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_draft import AssignmentPatch
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentId


@endpoint.patch("/v1/assignments/{assignment_id}", grants=[Grant.WRITE])
async def update_assignment(assignment_id: AssignmentId, patch: AssignmentPatch, caller: Staff) -> Assignment:
    """Change what is named of an assignment; close it, reopen it, or take it back."""
    return assignment_changing.update_assignment(caller, assignment_id, patch, now=utc_now())


handler = lambda_handler(update_assignment)
