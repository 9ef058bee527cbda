"""Hold everybody's time for all alternatives, and offer them."""

from typing import Any

from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling import steps as reschedule_steps


def hold_alternatives(tenant: Tenant, event: dict[str, Any]) -> None:
    """Hold everybody's time for all alternatives, and offer them."""
    reschedule_steps.hold_alternatives(tenant, event["reschedule_id"], now=utc_now())


handler = step(grants=[Grant.WRITE])(hold_alternatives)
