"""The studio's profile, and what other contexts ask of a studio, its locations and its rooms."""

from collections.abc import Iterable

from tutti.kit.changes import Change, Check, Key, at_version
from tutti.kit.directory import Registering, slug_key
from tutti.kit.errors import Conflict, NotAllowed, VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.studios.model import Location, Room, Studio, StudioUpdate
from tutti.studios.store import LocationStore, NoSuchRoom, RoomStore, StudioStore


class StudioChanged(Fact):
    """The studio has another profile."""


class ReminderKindsChanged(Fact):
    """The studio reminds families of other things than before."""


class CurrencyFixed(Conflict):
    """A studio keeps the currency that it was opened with."""


class PlanFixed(Conflict):
    """The plan is not changed with the profile; leave it as it is."""


class OwnersMove(NotAllowed):
    """Only owners change the studio's public address."""


class RoomTooSmall(Conflict):
    """The room is for fewer people."""


def get_studio(tenant: Tenant) -> Studio:
    """The studio."""
    return StudioStore(tenant).current()


def update_studio(tenant: Tenant, update: StudioUpdate, *, by: Role) -> Studio:
    """The studio as it now is; refuses `CurrencyFixed`, `PlanFixed`, `SlugTaken` and `OwnersMove`."""
    before = StudioStore(tenant).current()
    after = before.revised(update, plan=before.plan)
    if update.plan not in (None, before.plan):
        raise PlanFixed()
    if after.currency != before.currency:
        raise CurrencyFixed()
    facts: list[Fact] = [StudioChanged(subject=before.id)]
    if set(after.policy.reminder_kinds) != set(before.policy.reminder_kinds):
        facts.append(ReminderKindsChanged(subject=before.id))
    if after.slug == before.slug:
        return StudioStore(tenant).replace(before, after, *facts)
    if by is not Role.OWNER:
        raise OwnersMove()
    return _move(tenant, before, after, *facts)


def _move(tenant: Tenant, before: Studio, after: Studio, *facts: Fact) -> Studio:
    here = Registering.of(tenant, slug_key(before.slug).pk, slug_key(after.slug).pk)
    studios = StudioStore(here)
    moving = [studios.claiming_slug(after.slug), studios.freeing_slug(before.slug)]
    here.table.write([studios.replacing(before, after), *moving, *told(here, *facts)])
    return after.model_copy(update={"version": before.version + 1})


def studio_key(tenant: Tenant) -> Key:
    """Where the studio lies, for who reads it along with something else."""
    return StudioStore(tenant).key(tenant.studio_id)


def read_studio(tenant: Tenant, record: Record | None) -> Studio:
    """The studio in the item that lay there."""
    return StudioStore(tenant).required(record)


def room_key(tenant: Tenant, room_id: str) -> Key:
    """Where the room lies, for who reads it along with something else."""
    return RoomStore(tenant).key(room_id)


def fitting_room(tenant: Tenant, record: Record | None, *, at: str | None, people: int) -> Room:
    """The room in the item that lay there; refuses `NoSuchRoom` at this location, and `RoomTooSmall`."""
    room = RoomStore(tenant).required(record)
    if room.location_id != at:
        raise NoSuchRoom()
    if people > room.capacity:
        raise RoomTooSmall(f"The room is for {room.capacity} people.")
    return room


def requiring_locations(tenant: Tenant, ids: Iterable[str | None]) -> list[Change]:
    """The conditions that the studio has these locations, refused with `NoSuchLocation`; None is skipped."""
    locations = LocationStore(tenant)
    return [locations.requiring(location_id) for location_id in dict.fromkeys(ids) if location_id]


def requiring_room(tenant: Tenant, room_id: str, *, at: str | None, people: int) -> Change:
    """The condition that the room stays as it is read now; refuses `NoSuchRoom` there, and `RoomTooSmall`."""
    key = room_key(tenant, room_id)
    room = fitting_room(tenant, tenant.table.get(key), at=at, people=people)
    return Check(key, at_version(room.version), VersionConflict)


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
