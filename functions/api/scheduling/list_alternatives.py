"""The openings nearest to a lesson that suit its teacher, its students and the rooms there."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import LessonId
from tutti.scheduling.alternatives import Alternative
from tutti.scheduling.rescheduling.proposing import alternatives_to
from tutti.scheduling.rescheduling.reschedule import MOST

Count = Annotated[int, Query(ge=1, le=50, description="The most items to reply with; they overlap nowhere.")]


@endpoint.get("/v1/lessons/{lesson_id}/alternatives", grants=[Grant.READ])
async def list_alternatives(lesson_id: LessonId, caller: Member, limit: Count = MOST) -> Page[Alternative]:
    """The openings nearest to a lesson that suit its teacher, its students and the rooms there."""
    return alternatives_to(caller, lesson_id, count=limit, now=utc_now())


handler = lambda_handler(list_alternatives)
