"""Tell a family that its money goes back."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import enrollment_mails


def send_refund_notice(tenant: Tenant, fact: Envelope) -> None:
    """Tell a family that its money goes back."""
    enrollment_mails.send_refund_notice(tenant, fact.subject)


handler = on_fact("EnrollmentRefunded", grants=[Grant.WRITE, Grant.MAIL])(send_refund_notice)
