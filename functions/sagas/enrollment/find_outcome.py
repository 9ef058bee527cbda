"""Find out whether the activation was written, when its answer was lost."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def find_outcome(tenant: Tenant, event: dict[str, Any]) -> dict[str, Any]:
    """Find out whether the activation was written; `is_active` says so."""
    return {"is_active": confirming.is_active(tenant, event["enrollment_id"])}


handler = step(grants=[Grant.WRITE])(find_outcome)
