"""The locations of a studio; campus managers see their own (TEN-7)."""

from tutti.kit.entity import Page
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.paging import paged_by_id
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.studios.model import Location, LocationDraft, LocationUpdate
from tutti.studios.store import LocationStore, NoSuchLocation


class LocationAdded(Fact):
    """The studio has a new location."""


class LocationChanged(Fact):
    """A location has other particulars."""


class LocationRemoved(Fact):
    """The studio has left a location."""


def refuse_unseen(caller: Caller, location_id: str | None) -> None:
    """Refuse a location that the caller may not see as if it were not there."""
    if not caller.may_see_location(location_id):
        raise NoSuchLocation()


def list_locations(caller: Caller, *, limit: int, cursor: str | None) -> Page[Location]:
    """A page of the locations that the caller may see."""
    locations = LocationStore(caller.tenant)
    if caller.is_scoped:
        return paged_by_id(locations.get_many(caller.location_ids), limit=limit, cursor=cursor)
    return locations.page(limit=limit, cursor=cursor)


def get_location(caller: Caller, location_id: str) -> Location:
    """The location; refuses with `NoSuchLocation` what the caller may not see."""
    refuse_unseen(caller, location_id)
    return LocationStore(caller.tenant).get(location_id)


def add_location(tenant: Tenant, draft: LocationDraft) -> Location:
    """The new location, with its id."""
    location = Location(id=new_id("loc"), **dict(draft))
    return LocationStore(tenant).create(location, LocationAdded(subject=location.id))


def update_location(tenant: Tenant, location_id: str, update: LocationUpdate) -> Location:
    """The location as it now is."""
    locations = LocationStore(tenant)
    before = locations.get(location_id)
    return locations.replace(before, before.revised(update), LocationChanged(subject=before.id))


def remove_location(tenant: Tenant, location_id: str) -> None:
    """Remove the location, in one write; refuses with `LocationInUse` while it has rooms."""
    closing = LocationStore(tenant).closing(location_id)
    tenant.table.write([*closing, *told(tenant, LocationRemoved(subject=location_id))])
