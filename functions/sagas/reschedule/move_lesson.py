"""Move the lesson to the chosen time."""

from typing import Any

from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.due import Timers
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling import steps as reschedule_steps


def move_lesson(tenant: Tenant, event: dict[str, Any]) -> None:
    """Move the lesson to the chosen time."""
    reschedule_steps.move_lesson(tenant, Timers(), event["reschedule_id"], now=utc_now())


handler = step(grants=[Grant.WRITE, Grant.SCHEDULE])(move_lesson)
