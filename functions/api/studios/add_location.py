"""Add a location to the studio."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.studios import locations
from tutti.studios.model import Location, LocationDraft


@endpoint.post("/v1/locations", grants=[Grant.WRITE], status=201)
async def add_location(draft: LocationDraft, caller: Admin) -> Location:
    """Add a location to the studio."""
    return locations.add_location(caller.tenant, draft)


handler = lambda_handler(add_location)
