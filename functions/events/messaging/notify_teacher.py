"""Tell the teacher of a new student."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import enrollment_mails


def notify_teacher(tenant: Tenant, fact: Envelope) -> None:
    """Tell the teacher of a new student."""
    enrollment_mails.notify_teacher(tenant, fact.subject)


handler = on_fact("EnrollmentActivated", grants=[Grant.WRITE, Grant.MAIL])(notify_teacher)
