"""Add a room to a location."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.studios import rooms
from tutti.studios.model import Room, RoomDraft


@endpoint.post("/v1/rooms", grants=[Grant.WRITE], status=201)
async def add_room(draft: RoomDraft, caller: Office) -> Room:
    """Add a room to a location."""
    return rooms.add_room(caller, draft)


handler = lambda_handler(add_room)
