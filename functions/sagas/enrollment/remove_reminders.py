"""Forget the reminders."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.messaging.reminders import Reminders


def remove_reminders(tenant: Tenant, event: dict[str, Any]) -> None:
    """Forget the reminders."""
    confirming.remove_reminders(tenant, Reminders(), event["enrollment_id"])


handler = step(grants=[Grant.WRITE, Grant.SCHEDULE])(remove_reminders)
