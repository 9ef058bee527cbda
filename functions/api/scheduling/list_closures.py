"""The days on which the studio is closed."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.scheduling import closures
from tutti.scheduling.closure import Closure


@endpoint.get("/v1/closures", grants=[Grant.READ])
async def list_closures(caller: Member, cursor: Cursor = None, limit: Limit = 20) -> Page[Closure]:
    """The days on which the studio is closed."""
    return closures.list_closures(caller.tenant, limit=limit, cursor=cursor)


handler = lambda_handler(list_closures)
