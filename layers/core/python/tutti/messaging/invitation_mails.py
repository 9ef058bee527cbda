"""The mail that carries an invitation (IAM-11)."""

from typing import Any

from tutti.kit.clock import local_date
from tutti.kit.tenant import Tenant
from tutti.messaging.mail import Post
from tutti.messaging.service import Desk
from tutti.people.invitation import SealedInvitation
from tutti.people.inviting import to_mail


def send_invitation(tenant: Tenant, invitation_id: str, *, post: Post | None = None) -> None:
    """Mail the link to whoever is invited; nothing when the invitation is no longer open."""
    invitation = to_mail(tenant, invitation_id)
    if invitation is None:
        return
    desk = Desk.of(tenant, post)
    roles = " and ".join(role.value for role in invitation.roles)
    desk.send("invitation", invitation.email, role=roles, **invitation_values(desk, invitation))


def invitation_values(desk: Desk, invitation: SealedInvitation | None) -> dict[str, Any]:
    """What mails say of an invitation, or that there is none.

    The token stands in the fragment, which browsers keep from servers and their logs.
    """
    if invitation is None:
        return {"invitation_url": None, "invitation_until": None}
    until = local_date(invitation.expires_at, desk.studio.time_zone)
    return {
        "invitation_url": f"{desk.page('invitations')}#{invitation.token}",
        "invitation_until": f"{until.day} {until:%B %Y}",
    }
