"""End a membership."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PersonId
from tutti.people import members


@endpoint.delete("/v1/members/{person_id}", grants=[Grant.READ, Grant.REGISTER], status=204)
async def remove_member(person_id: PersonId, caller: Admin) -> None:
    """End a membership."""
    members.remove_member(caller, person_id)


handler = lambda_handler(remove_member)
