"""Change a room."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RoomId
from tutti.studios import rooms
from tutti.studios.model import Room, RoomUpdate


@endpoint.put("/v1/rooms/{room_id}", grants=[Grant.WRITE])
async def update_room(room_id: RoomId, update: RoomUpdate, caller: Office) -> Room:
    """Change a room."""
    return rooms.update_room(caller, room_id, update)


handler = lambda_handler(update_room)
