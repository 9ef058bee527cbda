"""Where the studio, its locations and its rooms lie."""

from tutti.kit.changes import Change, Check, Delete, Key, Put, absent, present
from tutti.kit.collection import Collection
from tutti.kit.directory import slug_key
from tutti.kit.errors import Conflict, NotFound
from tutti.kit.record import Record
from tutti.kit.tally import ending, one_less, one_more
from tutti.kit.tenant import Tenant
from tutti.studios.model import Location, Room, Studio


class SlugTaken(Conflict):
    """Another studio has this address; choose another one."""


class NoSuchLocation(NotFound):
    """This studio has no such location."""


class NoSuchRoom(NotFound):
    """This studio has no such room."""


class LocationInUse(Conflict):
    """This location still has rooms; remove them first."""


class StudioStore(Collection[Studio]):
    """The one studio of this tenant."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Studio, "Studio")

    def key(self, entity_id: str) -> Key:  # noqa: ARG002 - there is one studio in a tenant
        return Key(self.tenant.partition(), "STUDIO")

    def current(self) -> Studio:
        """The studio itself."""
        return self.get(self.tenant.studio_id)

    def claiming_slug(self, slug: str) -> Change:
        """The change that makes this the studio's public address, refused when it is another one's."""
        key = slug_key(slug)
        return Put(Record(key.pk, key.sk, kind="Slug", owner=self.tenant.studio_id), absent(), SlugTaken)

    def freeing_slug(self, slug: str) -> Change:
        """The change that gives the address back."""
        return Delete(slug_key(slug), Record.owner == self.tenant.studio_id, SlugTaken)


class LocationStore(Collection[Location]):
    """The locations of a studio, and how many rooms each has."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Location, "Location", missing=NoSuchLocation)

    def requiring(self, location_id: str) -> Change:
        """The condition that the studio has this location."""
        return Check(self.key(location_id), present(), NoSuchLocation)

    def closing(self, location_id: str) -> list[Change]:
        """The changes that remove the location, refused with `LocationInUse` while it has rooms."""
        gone = Delete(self.key(location_id), present(), NoSuchLocation)
        return [gone, ending(self._rooms(location_id), LocationInUse)]

    def gaining_room(self, location_id: str) -> list[Change]:
        """The changes that go with a new room of this location."""
        return [self.requiring(location_id), one_more(self._rooms(location_id))]

    def losing_room(self, location_id: str) -> Change:
        """The change that goes with the removal of a room."""
        return one_less(self._rooms(location_id), NoSuchRoom)

    def _rooms(self, location_id: str) -> Key:
        return Key(self.tenant.partition("LOCATION", location_id), "ROOMS")


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
