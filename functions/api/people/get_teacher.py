"""One teacher."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import TeacherId
from tutti.people import teachers
from tutti.people.teacher import Teacher


@endpoint.get("/v1/teachers/{teacher_id}", grants=[Grant.READ])
async def get_teacher(teacher_id: TeacherId, caller: Staff) -> Teacher:
    """One teacher."""
    return teachers.get_teacher(caller, teacher_id)


handler = lambda_handler(get_teacher)
