"""Let the enrolment be active."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def activate_enrollment(tenant: Tenant, event: dict[str, Any]) -> None:
    """Let the enrolment be active."""
    confirming.activate_enrollment(tenant, event["enrollment_id"])


handler = step(grants=[Grant.WRITE])(activate_enrollment)
