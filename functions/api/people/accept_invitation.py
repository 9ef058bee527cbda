"""Become a member by an invitation's link."""

from tutti.kit.caller import SignedIn
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import invitations
from tutti.people.invitation import Acceptance
from tutti.people.member import MemberProfile


@endpoint.post("/v1/invitations/{token}/accept", grants=[Grant.REGISTER])
async def accept_invitation(
    token: str, caller: SignedIn, acceptance: Acceptance | None = None
) -> MemberProfile:
    """Become a member by an invitation's link."""
    tenant, names = invitations.tenant_of(token), dict(acceptance or Acceptance())
    return invitations.accept(tenant, token, caller.sub, caller.email, utc_now(), **names).shown()


handler = lambda_handler(accept_invitation)
