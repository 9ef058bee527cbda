"""Make the held place the family's."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def confirm_enrollment(tenant: Tenant, event: dict[str, Any]) -> None:
    """Make the held place the family's."""
    confirming.confirm_enrollment(tenant, event["enrollment_id"])


handler = step(grants=[Grant.WRITE])(confirm_enrollment)
