"""The lessons of a person, a room or a location in a span of time, in order."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.scheduling.calendars import Asked, calendar_for
from tutti.scheduling.lesson import Lesson


@endpoint.get("/v1/calendar", grants=[Grant.READ])
async def get_calendar(caller: Member, asked: Annotated[Asked, Query()]) -> Page[Lesson]:
    """The lessons of a person, a room or a location in a span of time, in order."""
    return calendar_for(caller, asked, now=utc_now())


handler = lambda_handler(get_calendar)
