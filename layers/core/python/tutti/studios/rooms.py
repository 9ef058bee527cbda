"""The rooms of a studio; campus managers have those of their own locations (TEN-6, TEN-7)."""

from tutti.kit.entity import Page
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.who import Caller
from tutti.studios.locations import refuse_unseen
from tutti.studios.model import Room, RoomDraft, RoomUpdate
from tutti.studios.store import LocationStore, NoSuchRoom, RoomStore


class RoomAdded(Fact):
    """A location has a new room."""


class RoomChanged(Fact):
    """A room has other particulars."""


class RoomRemoved(Fact):
    """A location has lost a room."""


def list_rooms(caller: Caller, location_id: str | None, *, limit: int, cursor: str | None) -> Page[Room]:
    """A page of the rooms of one location, or of all that the caller may see."""
    rooms = RoomStore(caller.tenant)
    if location_id:
        refuse_unseen(caller, location_id)
        return rooms.page_by("LOCATION", location_id, limit=limit, cursor=cursor)
    if caller.is_scoped:
        return rooms.sift(lambda room: caller.may_see_location(room.location_id), limit=limit, cursor=cursor)
    return rooms.page(limit=limit, cursor=cursor)


def get_room(caller: Caller, room_id: str) -> Room:
    """The room; refuses with `NoSuchRoom` what the caller may not see."""
    room = RoomStore(caller.tenant).get(room_id)
    if not caller.may_see_location(room.location_id):
        raise NoSuchRoom()
    return room


def add_room(caller: Caller, draft: RoomDraft) -> Room:
    """The new room, in one write; refuses with `NoSuchLocation` when there is no such place for it."""
    refuse_unseen(caller, draft.location_id)
    tenant = caller.tenant
    room = Room(id=new_id("rom"), **dict(draft))
    gaining = LocationStore(tenant).gaining_room(room.location_id)
    tenant.table.write(
        [RoomStore(tenant).creating(room), *gaining, *told(tenant, RoomAdded(subject=room.id))]
    )
    return room


def update_room(caller: Caller, room_id: str, update: RoomUpdate) -> Room:
    """The room as it now is."""
    before = get_room(caller, room_id)
    return RoomStore(caller.tenant).replace(before, before.revised(update), RoomChanged(subject=before.id))


def remove_room(caller: Caller, room_id: str) -> None:
    """Remove the room."""
    room, tenant = get_room(caller, room_id), caller.tenant
    losing = LocationStore(tenant).losing_room(room.location_id)
    tenant.table.write(
        [RoomStore(tenant).removing(room), losing, *told(tenant, RoomRemoved(subject=room.id))]
    )
