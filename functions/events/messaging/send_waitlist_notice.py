"""Tell a family that it is on the waitlist."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import enrollment_mails


def send_waitlist_notice(tenant: Tenant, fact: Envelope) -> None:
    """Tell a family that it is on the waitlist."""
    enrollment_mails.send_waitlist_notice(tenant, fact.subject)


handler = on_fact("EnrollmentWaitlisted", grants=[Grant.WRITE, Grant.MAIL])(send_waitlist_notice)
