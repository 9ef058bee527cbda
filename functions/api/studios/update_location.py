"""Change a location."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LocationId
from tutti.studios import locations
from tutti.studios.model import Location, LocationUpdate


@endpoint.put("/v1/locations/{location_id}", grants=[Grant.WRITE])
async def update_location(location_id: LocationId, update: LocationUpdate, caller: Admin) -> Location:
    """Change a location."""
    return locations.update_location(caller.tenant, location_id, update)


handler = lambda_handler(update_location)
