"""Add a location to the studio."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.studios import service
from tutti.studios.model import Location, LocationDraft
from tutti.studios.store import LocationStore


@endpoint.post("/v1/locations", grants=[Grant.WRITE], status=201)
async def add_location(draft: LocationDraft, caller: Admin) -> Location:
    """Add a location to the studio."""
    return service.add_location(LocationStore(caller.tenant), draft)


handler = lambda_handler(add_location)
