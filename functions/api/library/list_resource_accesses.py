"""Who opened a resource: since when, when last and how often."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import ResourceId
from tutti.library import opening
from tutti.library.resource import ResourceAccess


@endpoint.get("/v1/resources/{resource_id}/accesses", grants=[Grant.READ])
async def list_resource_accesses(
    resource_id: ResourceId, caller: Staff, cursor: Cursor = None, limit: Limit = 20
) -> Page[ResourceAccess]:
    """Who opened a resource: since when, when last and how often."""
    return opening.list_accesses(caller, resource_id, now=utc_now(), limit=limit, cursor=cursor)


handler = lambda_handler(list_resource_accesses)
