"""Invite somebody into the studio by a link that works once, for seven days."""

from tutti.kit.caller import Admin
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import inviting
from tutti.people.invitation import Invitation, InvitationDraft


@endpoint.post("/v1/invitations", grants=[Grant.WRITE], status=201)
async def invite_member(draft: InvitationDraft, caller: Admin) -> Invitation:
    """Invite somebody into the studio by a link that works once, for seven days."""
    return inviting.invite_member(caller.tenant, draft, by=caller.role, now=utc_now())


handler = lambda_handler(invite_member)
