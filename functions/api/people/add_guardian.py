"""Add a guardian to a family."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import guardians
from tutti.people.family import Guardian, NewGuardian


@endpoint.post("/v1/guardians", grants=[Grant.WRITE], status=201)
async def add_guardian(draft: NewGuardian, caller: Office) -> Guardian:
    """Add a guardian to a family."""
    return guardians.add_guardian(caller, draft)


handler = lambda_handler(add_guardian)
