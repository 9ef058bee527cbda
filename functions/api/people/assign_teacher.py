"""Give a student a teacher."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PersonId
from tutti.people import assigning
from tutti.people.assigning import TeacherAssignment
from tutti.people.family import Student


@endpoint.post("/v1/students/{student_id}/teachers", grants=[Grant.WRITE])
async def assign_teacher(student_id: PersonId, assignment: TeacherAssignment, caller: Office) -> Student:
    """Give a student a teacher, who has a place for one more."""
    return assigning.assign_teacher(caller, student_id, assignment)


handler = lambda_handler(assign_teacher)
