"""Close the studio, or one location, on some days."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling import closures
from tutti.scheduling.closure import ClosureDraft
from tutti.scheduling.closures import NewClosure


@endpoint.post("/v1/closures", grants=[Grant.WRITE], status=201)
async def add_closure(draft: ClosureDraft, caller: Admin) -> NewClosure:
    """Close the studio, or one location, on some days; shows the lessons that stand then."""
    return closures.add_closure(caller.tenant, draft)


handler = lambda_handler(add_closure)
