"""Take a resource out of the library; what refers to it keeps its title."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import ResourceId
from tutti.library import resources


@endpoint.delete("/v1/resources/{resource_id}", grants=[Grant.WRITE], status=204)
async def remove_resource(resource_id: ResourceId, caller: Staff) -> None:
    """Take a resource out of the library; what refers to it keeps its title."""
    resources.remove_resource(caller, resource_id, now=utc_now())


handler = lambda_handler(remove_resource)
