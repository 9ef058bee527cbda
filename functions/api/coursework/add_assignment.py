"""Prepare an assignment for students, a cohort or a lesson; it is a draft until it is published."""

from tutti.coursework import assignments
from tutti.coursework.assignment import Assignment
from tutti.coursework.assignment_draft import NewAssignment
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/assignments", grants=[Grant.WRITE], status=201)
async def add_assignment(draft: NewAssignment, caller: Staff) -> Assignment:
    """Prepare an assignment for students, a cohort or a lesson; it is a draft until it is published."""
    return assignments.add_assignment(caller, draft, now=utc_now())


handler = lambda_handler(add_assignment)
