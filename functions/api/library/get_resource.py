"""One resource of the library."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import ResourceId
from tutti.library import resources
from tutti.library.resource import Resource


@endpoint.get("/v1/resources/{resource_id}", grants=[Grant.READ])
async def get_resource(resource_id: ResourceId, caller: Member) -> Resource:
    """One resource of the library."""
    return resources.get_resource(caller, resource_id, now=utc_now())


handler = lambda_handler(get_resource)
