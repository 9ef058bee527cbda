"""The reschedules of a lesson, whatever became of them."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import LessonId
from tutti.scheduling.rescheduling.proposing import reschedules_of
from tutti.scheduling.rescheduling.reschedule import RescheduleView


@endpoint.get("/v1/lessons/{lesson_id}/reschedules", grants=[Grant.READ])
async def list_reschedules(
    lesson_id: LessonId, caller: Member, cursor: Cursor = None, limit: Limit = 20
) -> Page[RescheduleView]:
    """The reschedules of a lesson, whatever became of them."""
    page = reschedules_of(caller, lesson_id, limit=limit, cursor=cursor)
    return Page[RescheduleView](items=[RescheduleView.of(one) for one in page.items], cursor=page.cursor)


handler = lambda_handler(list_reschedules)
