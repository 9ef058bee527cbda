"""End a reschedule by which nothing was moved."""

from typing import Any

from tutti.kit.door import Grant
from tutti.kit.due import Timers
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling import endings as reschedule_endings


def close_reschedule(tenant: Tenant, event: dict[str, Any]) -> dict[str, Any]:
    """End the reschedule; `state` is how it ended."""
    error = event["failure"]["Error"]
    closed = reschedule_endings.close_reschedule(tenant, Timers(), event["reschedule_id"], error=error)
    return {"state": closed.state}


handler = step(grants=[Grant.WRITE, Grant.SCHEDULE])(close_reschedule)
