"""The rooms of the studio or of one location, a page at a time."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import LocationId
from tutti.studios import rooms
from tutti.studios.model import Room


@endpoint.get("/v1/rooms", grants=[Grant.READ])
async def list_rooms(
    caller: Member, location_id: LocationId | None = None, cursor: Cursor = None, limit: Limit = 20
) -> Page[Room]:
    """The rooms of the studio or of one location, a page at a time."""
    return rooms.list_rooms(caller, location_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_rooms)
