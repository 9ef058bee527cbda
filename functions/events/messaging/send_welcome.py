"""Welcome a family."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import enrollment_mails


def send_welcome(tenant: Tenant, fact: Envelope) -> None:
    """Welcome a family."""
    enrollment_mails.send_welcome(tenant, fact.subject, now=utc_now())


handler = on_fact("EnrollmentActivated", grants=[Grant.WRITE, Grant.MAIL])(send_welcome)
