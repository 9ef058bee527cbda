"""Take an invitation back."""

from tutti.kit.caller import Admin
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import InvitationId
from tutti.people import inviting


@endpoint.delete("/v1/invitations/{invitation_id}", grants=[Grant.WRITE], status=204)
async def revoke_invitation(invitation_id: InvitationId, caller: Admin) -> None:
    """Take an invitation back."""
    inviting.revoke_invitation(caller.tenant, invitation_id, by=caller.role)


handler = lambda_handler(revoke_invitation)
