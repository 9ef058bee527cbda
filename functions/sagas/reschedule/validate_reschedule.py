"""Make this the one open reschedule of a lesson that stands as it was."""

from typing import Any

from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling import steps as reschedule_steps


def validate_reschedule(tenant: Tenant, event: dict[str, Any]) -> None:
    """Make this the one open reschedule of a lesson that stands as it was."""
    reschedule_steps.validate_reschedule(tenant, event["reschedule_id"], now=utc_now())


handler = step(grants=[Grant.WRITE])(validate_reschedule)
