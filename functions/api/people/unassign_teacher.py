"""Take a teacher off a student."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PersonId
from tutti.people import assigning


@endpoint.delete("/v1/students/{student_id}/teachers/{teacher_id}", grants=[Grant.WRITE], status=204)
async def unassign_teacher(student_id: PersonId, teacher_id: PersonId, caller: Office) -> None:
    """Take a teacher off a student."""
    assigning.unassign_teacher(caller, student_id, teacher_id)


handler = lambda_handler(unassign_teacher)
