"""Give back what is held."""

from typing import Any

from tutti.enrollment import releasing
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def release_place(tenant: Tenant, event: dict[str, Any]) -> None:
    """Give back what is held."""
    releasing.release_place(tenant, event["enrollment_id"], now=utc_now())


handler = step(grants=[Grant.WRITE])(release_place)
