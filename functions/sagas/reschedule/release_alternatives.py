"""Give back what is held."""

from typing import Any

from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling import endings as reschedule_endings


def release_alternatives(tenant: Tenant, event: dict[str, Any]) -> None:
    """Give back what is held."""
    reschedule_endings.release_alternatives(tenant, event["reschedule_id"])


handler = step(grants=[Grant.WRITE])(release_alternatives)
