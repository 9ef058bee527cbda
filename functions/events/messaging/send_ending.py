"""Tell a family that its enrolment has lapsed or is cancelled."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import enrollment_mails


def send_ending(tenant: Tenant, fact: Envelope) -> None:
    """Tell a family that its enrolment has lapsed or is cancelled."""
    enrollment_mails.send_ending(tenant, fact.subject)


handler = on_fact("EnrollmentEnded", grants=[Grant.WRITE, Grant.MAIL])(send_ending)
