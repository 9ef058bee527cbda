"""Mail an invitation's link."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import invitation_mails


def send_invitation(tenant: Tenant, fact: Envelope) -> None:
    """Mail an invitation's link."""
    invitation_mails.send_invitation(tenant, fact.subject)


handler = on_fact("InvitationSent", grants=[Grant.WRITE, Grant.MAIL])(send_invitation)
