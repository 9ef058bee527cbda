"""Ask the teacher to answer a family that wishes for a lesson."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import booking_mails


def send_lesson_request(tenant: Tenant, fact: Envelope) -> None:
    """Ask the teacher to answer a family that wishes for a lesson."""
    booking_mails.send_lesson_request(tenant, fact.subject)


handler = on_fact("LessonRequested", grants=[Grant.WRITE, Grant.MAIL])(send_lesson_request)
