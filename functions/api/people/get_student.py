"""One student."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import StudentId
from tutti.people import students
from tutti.people.family import Student


@endpoint.get("/v1/students/{student_id}", grants=[Grant.READ])
async def get_student(student_id: StudentId, caller: Member) -> Student:
    """One student."""
    return students.get_student(caller, student_id)


handler = lambda_handler(get_student)
