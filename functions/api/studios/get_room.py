"""One room."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RoomId
from tutti.studios import rooms
from tutti.studios.model import Room


@endpoint.get("/v1/rooms/{room_id}", grants=[Grant.READ])
async def get_room(room_id: RoomId, caller: Member) -> Room:
    """One room."""
    return rooms.get_room(caller, room_id)


handler = lambda_handler(get_room)
