"""Remind the families of a lesson."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import lesson_mails
from tutti.messaging.model import Reminder


def send_reminder(tenant: Tenant, fact: Envelope) -> None:
    """Remind the families of a lesson."""
    lesson_mails.send_reminder(tenant, Reminder(lesson_id=fact.subject, **fact.data))


handler = on_fact("ReminderDue", grants=[Grant.WRITE, Grant.MAIL])(send_reminder)
