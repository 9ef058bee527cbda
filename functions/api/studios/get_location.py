"""One location."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LocationId
from tutti.studios import locations
from tutti.studios.model import Location


@endpoint.get("/v1/locations/{location_id}", grants=[Grant.READ])
async def get_location(location_id: LocationId, caller: Member) -> Location:
    """One location."""
    return locations.get_location(caller, location_id)


handler = lambda_handler(get_location)
