"""Say when and where a teacher can teach, every week."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import TeacherId
from tutti.people import teachers
from tutti.people.teacher import AvailabilityUpdate, Teacher


@endpoint.put("/v1/teachers/{teacher_id}/availability", grants=[Grant.WRITE])
async def set_availability(teacher_id: TeacherId, update: AvailabilityUpdate, caller: Staff) -> Teacher:
    """Say when and where a teacher can teach, every week."""
    return teachers.set_availability(caller, teacher_id, update)


handler = lambda_handler(set_availability)
