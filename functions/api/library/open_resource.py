"""Open a resource: its text, or an address that is good for a short time. It is counted."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import ResourceId
from tutti.library import opening
from tutti.library.resource import Opened


@endpoint.post("/v1/resources/{resource_id}/open", grants=[Grant.WRITE, Grant.LISTEN])
async def open_resource(resource_id: ResourceId, caller: Member) -> Opened:
    """Open a resource: its text, or an address that is good for a short time. It is counted."""
    return opening.open_resource(caller, resource_id, now=utc_now())


handler = lambda_handler(open_resource)
