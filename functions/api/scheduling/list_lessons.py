"""The lessons of a teacher, student or room in a span of time, in order."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Member
from tutti.kit.clock import Instant, utc_now
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import PersonId, RoomId
from tutti.scheduling.calendars import calendar_for
from tutti.scheduling.lesson import Lesson

From = Annotated[Instant | None, Query(alias="from", description="The earliest start; now when left out.")]
To = Annotated[Instant | None, Query(alias="to", description="Before this; four weeks on when left out.")]


@endpoint.get("/v1/lessons", grants=[Grant.READ])
async def list_lessons(
    caller: Member,
    of: Annotated[PersonId | RoomId, Query(description="Whose calendar: a teacher, a student or a room.")],
    after: From = None,
    before: To = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[Lesson]:
    """The lessons of a teacher, student or room in a span of time, in order."""
    return calendar_for(caller, of, after or utc_now(), before, limit=limit, cursor=cursor)


handler = lambda_handler(list_lessons)
