"""What the holder of an invitation's link may know before signing in."""

from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.people import invitations
from tutti.people.invitation import InvitationLetter


@endpoint.get("/v1/public/invitations/{token}", grants=[Grant.READ])
async def get_invitation(token: str) -> InvitationLetter:
    """What the holder of an invitation's link may know before signing in."""
    return invitations.get_invitation(token, now=utc_now())


handler = lambda_handler(get_invitation)
