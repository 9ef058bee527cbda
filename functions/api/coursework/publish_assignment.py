"""Publish an assignment: its students have work to do."""

from tutti.coursework import assignment_publishing
from tutti.coursework.assignment import Assignment
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentId


@endpoint.post("/v1/assignments/{assignment_id}/publish", grants=[Grant.WRITE])
async def publish_assignment(assignment_id: AssignmentId, caller: Staff) -> Assignment:
    """Publish an assignment: its students have work to do."""
    return assignment_publishing.publish_assignment(caller, assignment_id, now=utc_now())


handler = lambda_handler(publish_assignment)
