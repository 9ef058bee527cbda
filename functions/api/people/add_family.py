"""Add a family."""

from tutti.kit.caller import Office
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import families
from tutti.people.family import Family, FamilyDraft


@endpoint.post("/v1/families", grants=[Grant.WRITE], status=201)
async def add_family(draft: FamilyDraft, caller: Office) -> Family:
    """Add a family."""
    return families.add_family(caller.tenant, draft)


handler = lambda_handler(add_family)
