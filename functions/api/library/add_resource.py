"""Put a resource into the library."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.library import resources
from tutti.library.resource import Resource, ResourceDraft


@endpoint.post("/v1/resources", grants=[Grant.WRITE], status=201)
async def add_resource(draft: ResourceDraft, caller: Staff) -> Resource:
    """Put a resource into the library."""
    return resources.add_resource(caller, draft, now=utc_now())


handler = lambda_handler(add_resource)
