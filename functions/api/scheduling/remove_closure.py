"""Open again on days that were closed."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import ClosureId
from tutti.scheduling import closures


@endpoint.delete("/v1/closures/{closure_id}", grants=[Grant.WRITE], status=204)
async def remove_closure(closure_id: ClosureId, caller: Admin) -> None:
    """Open again on days that were closed."""
    closures.remove_closure(caller.tenant, closure_id)


handler = lambda_handler(remove_closure)
