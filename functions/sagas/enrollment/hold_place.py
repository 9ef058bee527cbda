"""Hold a seat in the cohort, or an hour of the teacher who suits best."""

from typing import Any

from tutti.enrollment import holding
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def hold_place(tenant: Tenant, event: dict[str, Any]) -> None:
    """Hold a seat in the cohort, or an hour of the teacher who suits best."""
    holding.hold_place(tenant, event["enrollment_id"], now=utc_now())


handler = step(grants=[Grant.WRITE])(hold_place)
