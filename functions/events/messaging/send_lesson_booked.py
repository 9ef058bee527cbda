"""Confirm a lesson to the families."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import booking_mails


def send_lesson_booked(tenant: Tenant, fact: Envelope) -> None:
    """Confirm a lesson to the families."""
    booking_mails.send_lesson_booked(tenant, fact.subject)


handler = on_fact("LessonScheduled", grants=[Grant.WRITE, Grant.MAIL])(send_lesson_booked)
