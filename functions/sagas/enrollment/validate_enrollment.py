"""Check age, terms and consent, and that the child is not enrolled already."""

from typing import Any

from tutti.enrollment import validating
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def validate_enrollment(tenant: Tenant, event: dict[str, Any]) -> None:
    """Check age, terms and consent, and that the child is not enrolled already."""
    validating.validate_enrollment(tenant, event["enrollment_id"], now=utc_now())


handler = step(grants=[Grant.WRITE])(validate_enrollment)
