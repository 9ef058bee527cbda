"""Change a student; guardians the emergency contact and the notes."""

from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import StudentId
from tutti.people import students
from tutti.people.family import Student, StudentUpdate


@endpoint.put("/v1/students/{student_id}", grants=[Grant.WRITE])
async def update_student(student_id: StudentId, update: StudentUpdate, caller: OfficeOrGuardian) -> Student:
    """Change a student; guardians the emergency contact and the notes."""
    return students.update_student(caller, student_id, update, now=utc_now())


handler = lambda_handler(update_student)
