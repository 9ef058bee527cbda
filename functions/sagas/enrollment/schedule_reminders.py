"""Plan the reminders of the first lesson."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.messaging.reminders import Reminders


def schedule_reminders(tenant: Tenant, event: dict[str, Any]) -> None:
    """Plan the reminders of the first lesson."""
    confirming.schedule_reminders(tenant, Reminders(), event["enrollment_id"], now=utc_now())


handler = step(grants=[Grant.WRITE, Grant.SCHEDULE])(schedule_reminders)
