"""What other contexts ask of a studio's locations and rooms."""

from tutti.kit.tenant import Tenant
from tutti.studios.model import Location, Room
from tutti.studios.store import LocationStore, RoomStore


def rooms(tenant: Tenant) -> list[Room]:
    """All rooms of the studio: one query."""
    return RoomStore(tenant).all()


def whereabouts(
    tenant: Tenant, location_id: str | None, room_id: str | None
) -> tuple[Location | None, Room | None]:
    """The location and the room of these ids, as far as they are there: one batch of reads."""
    if location_id is None:
        return None, None
    locations, studio_rooms = LocationStore(tenant), RoomStore(tenant)
    keys = [locations.key(location_id), *([studio_rooms.key(room_id)] if room_id else [])]
    location, room = [*tenant.table.get_each(*keys), None][:2]
    return (locations.read(location) if location else None, studio_rooms.read(room) if room else None)
