"""Remove a location that has no rooms."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import LocationId
from tutti.studios import locations


@endpoint.delete("/v1/locations/{location_id}", grants=[Grant.WRITE], status=204)
async def remove_location(location_id: LocationId, caller: Admin) -> None:
    """Remove a location that has no rooms."""
    locations.remove_location(caller.tenant, location_id)


handler = lambda_handler(remove_location)
