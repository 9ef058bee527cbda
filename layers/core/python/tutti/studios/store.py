"""Where the studio, its locations and its rooms lie."""

from tutti.kit.changes import Key
from tutti.kit.collection import Collection
from tutti.kit.errors import Conflict, NotFound
from tutti.kit.tenant import Tenant
from tutti.studios.model import Location, Room, Studio


class NoSuchLocation(NotFound):
    """This studio has no such location."""


class NoSuchRoom(NotFound):
    """This studio has no such room."""


class StudioStore(Collection[Studio]):
    """The one studio of this tenant."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Studio, "Studio")

    def key(self, entity_id: str) -> Key:  # noqa: ARG002 - there is one studio in a tenant
        return Key(self.tenant.partition(), "STUDIO")

    def current(self) -> Studio:
        """The studio itself."""
        return self.get(self.tenant.studio_id)


class LocationStore(Collection[Location]):
    """The locations of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Location, "Location", missing=NoSuchLocation)


class RoomStore(Collection[Room]):
    """The rooms of a studio, also by location."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Room,
            "Room",
            index=lambda room: (f"LOCATION#{room.location_id}", f"ROOM#{room.id}"),
            missing=NoSuchRoom,
        )


class LocationInUse(Conflict):
    """This location still has rooms; remove them first."""
