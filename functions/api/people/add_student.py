"""Add a student to a family."""

from tutti.kit.caller import Office
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import students
from tutti.people.family import NewStudent, Student


@endpoint.post("/v1/students", grants=[Grant.WRITE], status=201)
async def add_student(draft: NewStudent, caller: Office) -> Student:
    """Add a student to a family."""
    return students.add_student(caller, draft, now=utc_now())


handler = lambda_handler(add_student)
