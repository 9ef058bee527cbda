"""Change a teacher's profile."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import TeacherId
from tutti.people import teachers
from tutti.people.teacher import Teacher, TeacherUpdate


@endpoint.put("/v1/teachers/{teacher_id}", grants=[Grant.WRITE])
async def update_teacher(teacher_id: TeacherId, update: TeacherUpdate, caller: Admin) -> Teacher:
    """Change a teacher's profile."""
    return teachers.update_teacher(caller.tenant, teacher_id, update)


handler = lambda_handler(update_teacher)
