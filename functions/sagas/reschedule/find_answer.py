"""Find out whether somebody has chosen, when nobody answered the saga."""

from typing import Any

from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling import steps as reschedule_steps


def find_answer(tenant: Tenant, event: dict[str, Any]) -> dict[str, Any]:
    """Find out whether somebody has chosen; `is_accepted` says so."""
    return {"is_accepted": reschedule_steps.is_accepted(tenant, event["reschedule_id"])}


handler = step(grants=[Grant.WRITE])(find_answer)
