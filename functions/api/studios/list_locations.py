"""The studio's locations, a page at a time."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.studios import locations
from tutti.studios.model import Location


@endpoint.get("/v1/locations", grants=[Grant.READ])
async def list_locations(caller: Member, cursor: Cursor = None, limit: Limit = 20) -> Page[Location]:
    """The studio's locations, a page at a time."""
    return locations.list_locations(caller, limit=limit, cursor=cursor)


handler = lambda_handler(list_locations)
