"""Who waits for a course, a cohort, a group lesson or a series, in order."""

from typing import Annotated

from fastapi import Query

from tutti.enrollment.waitlist_reading import line_for
from tutti.kit.caller import Office
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import CohortId, CourseId, LessonId, SeriesId
from tutti.scheduling.waitlist.views import EntryView


@endpoint.get("/v1/waitlist", grants=[Grant.READ])
async def list_waitlist(
    caller: Office,
    target: Annotated[CourseId | CohortId | LessonId | SeriesId, Query(alias="for")],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[EntryView]:
    """Who waits for a course, a cohort, a group lesson or a series, in order."""
    return line_for(caller, target, limit=limit, cursor=cursor)


handler = lambda_handler(list_waitlist)
