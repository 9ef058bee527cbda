"""The rubrics of the studio."""

from tutti.coursework import rubrics
from tutti.coursework.rubric import Rubric
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page


@endpoint.get("/v1/rubrics", grants=[Grant.READ])
async def list_rubrics(caller: Staff, cursor: Cursor = None, limit: Limit = 20) -> Page[Rubric]:
    """The rubrics of the studio, the newest first, a page at a time."""
    return rubrics.list_rubrics(caller.tenant, limit=limit, cursor=cursor)


handler = lambda_handler(list_rubrics)
