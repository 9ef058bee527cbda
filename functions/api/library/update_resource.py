"""Change a resource, and whom it is for."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import ResourceId
from tutti.library import resources
from tutti.library.resource import Resource, ResourceUpdate


@endpoint.put("/v1/resources/{resource_id}", grants=[Grant.WRITE])
async def update_resource(resource_id: ResourceId, update: ResourceUpdate, caller: Staff) -> Resource:
    """Change a resource, and whom it is for."""
    return resources.update_resource(caller, resource_id, update, now=utc_now())


handler = lambda_handler(update_resource)
