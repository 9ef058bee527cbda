"""How places are called, read in one batch with other things."""

from collections.abc import Iterable

from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.studios.model import Location
from tutti.studios.store import LocationStore, RoomStore


def place_keys(tenant: Tenant, locations: Iterable[str], rooms: Iterable[str]) -> list[Key]:
    """Where these locations and rooms lie."""
    return [*map(LocationStore(tenant).key, locations), *map(RoomStore(tenant).key, rooms)]


def place_names(tenant: Tenant, records: Iterable[Record]) -> dict[str, str]:
    """The names of the rooms among these items, and of the locations with their addresses, by id."""
    locations, rooms, names = LocationStore(tenant), RoomStore(tenant), {}
    for record in records:
        if record.kind == "Location":
            names[record.SK] = _with_address(locations.read(record))
        elif record.kind == "Room":
            names[record.SK] = rooms.read(record).name
    return names


def _with_address(location: Location) -> str:
    address = location.address
    town = f"{address.postal_code} {address.city}".strip()
    return ", ".join(part for part in (location.name, address.street, town) if part)
