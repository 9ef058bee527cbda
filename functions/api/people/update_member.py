"""Change a member's roles and places, or whether the member may come in."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PersonId
from tutti.people import members
from tutti.people.member import MemberProfile, MemberUpdate


@endpoint.put("/v1/members/{person_id}", grants=[Grant.READ, Grant.REGISTER])
async def update_member(person_id: PersonId, update: MemberUpdate, caller: Admin) -> MemberProfile:
    """Change a member's roles and places, or whether the member may come in."""
    return members.update_member(caller, person_id, update)


handler = lambda_handler(update_member)
