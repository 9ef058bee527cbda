"""Find out whether the move was written, when its answer was lost."""

from typing import Any

from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling import steps as reschedule_steps


def find_outcome(tenant: Tenant, event: dict[str, Any]) -> dict[str, Any]:
    """Find out whether the move was written; `is_moved` says so."""
    return {"is_moved": reschedule_steps.is_moved(tenant, event["reschedule_id"])}


handler = step(grants=[Grant.WRITE])(find_outcome)
