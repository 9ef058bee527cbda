"""End an enrolment that did not come about."""

from typing import Any

from tutti.enrollment import closing
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def close_enrollment(tenant: Tenant, event: dict[str, Any]) -> dict[str, Any]:
    """End the enrolment; `state` is how it ended."""
    error = event["failure"]["Error"]
    enrollment = closing.close_enrollment(tenant, event["enrollment_id"], error=error, now=utc_now())
    return {"state": enrollment.state}


handler = step(grants=[Grant.WRITE])(close_enrollment)
