"""Add a teacher to the studio."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import teachers
from tutti.people.teacher import NewTeacher, Teacher


@endpoint.post("/v1/teachers", grants=[Grant.WRITE], status=201)
async def add_teacher(draft: NewTeacher, caller: Admin) -> Teacher:
    """Add a teacher to the studio."""
    return teachers.add_teacher(caller.tenant, draft)


handler = lambda_handler(add_teacher)
