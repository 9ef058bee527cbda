"""One member."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PersonId
from tutti.people import members
from tutti.people.member import MemberProfile


@endpoint.get("/v1/members/{person_id}", grants=[Grant.READ])
async def get_member(person_id: PersonId, caller: Staff) -> MemberProfile:
    """One member."""
    return members.get_member(caller, person_id)


handler = lambda_handler(get_member)
