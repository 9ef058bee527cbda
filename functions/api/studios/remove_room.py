"""Remove a room."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import RoomId
from tutti.studios import rooms


@endpoint.delete("/v1/rooms/{room_id}", grants=[Grant.WRITE], status=204)
async def remove_room(room_id: RoomId, caller: Office) -> None:
    """Remove a room."""
    rooms.remove_room(caller, room_id)


handler = lambda_handler(remove_room)
