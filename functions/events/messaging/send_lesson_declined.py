"""Tell the families that a lesson they asked for is not possible."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import booking_mails


def send_lesson_declined(tenant: Tenant, fact: Envelope) -> None:
    """Tell the families that a lesson they asked for is not possible."""
    booking_mails.send_lesson_declined(tenant, fact.subject)


handler = on_fact("LessonDeclined", grants=[Grant.WRITE, Grant.MAIL])(send_lesson_declined)
