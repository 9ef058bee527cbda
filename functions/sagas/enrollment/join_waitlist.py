"""Put the enrolment on the waitlist."""

from typing import Any

from tutti.enrollment import validating
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def join_waitlist(tenant: Tenant, event: dict[str, Any]) -> None:
    """Put the enrolment on the waitlist."""
    validating.join_waitlist(tenant, event["enrollment_id"], now=utc_now())


handler = step(grants=[Grant.WRITE])(join_waitlist)
