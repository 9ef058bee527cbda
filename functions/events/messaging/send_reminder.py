"""Remind the families of a lesson."""

from typing import Any

from tutti.kit.door import Grant, OnSchedule
from tutti.kit.tenant import Tenant
from tutti.kit.woken import woken
from tutti.messaging import lesson_mails
from tutti.messaging.model import Reminder


def send_reminder(event: dict[str, Any]) -> None:
    """Remind the families of a lesson."""
    reminder = Reminder.model_validate(event)
    lesson_mails.send_reminder(Tenant(reminder.studio_id, "function:send_reminder"), reminder)


handler = woken(OnSchedule(), grants=[Grant.WRITE, Grant.MAIL])(send_reminder)
