"""Take back that the enrolment is active."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def withdraw_enrollment(tenant: Tenant, event: dict[str, Any]) -> None:
    """Take back that the enrolment is active."""
    confirming.withdraw_enrollment(tenant, event["enrollment_id"])


handler = step(grants=[Grant.WRITE])(withdraw_enrollment)
