"""What the office does with the studio's locations."""

from tutti.kit.facts import Fact
from tutti.kit.ids import new_id
from tutti.studios.model import Location, LocationDraft, LocationUpdate
from tutti.studios.store import LocationStore


class LocationAdded(Fact):
    """The studio has a new location."""


class LocationChanged(Fact):
    """A location has other particulars."""


def add_location(locations: LocationStore, draft: LocationDraft) -> Location:
    """The new location, with its id."""
    location = Location(id=new_id("loc"), **dict(draft))
    return locations.create(location, LocationAdded(subject=location.id))


def update_location(locations: LocationStore, location_id: str, update: LocationUpdate) -> Location:
    """The location as it now is; refuses a version that is no longer the newest with `VersionConflict`."""
    before = locations.get(location_id)
    after = before.model_copy(update=dict(update))
    return locations.replace(
        before.model_copy(update={"version": update.version}), after, LocationChanged(subject=before.id)
    )
