"""Tell a teacher of what a student has handed in."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import coursework_notices


def tell_of_submission(tenant: Tenant, fact: Envelope) -> None:
    """Tell a teacher of what a student has handed in."""
    coursework_notices.tell_of_submission(tenant, fact)


handler = on_fact("SubmissionReceived", grants=[Grant.WRITE, Grant.MAIL])(tell_of_submission)
