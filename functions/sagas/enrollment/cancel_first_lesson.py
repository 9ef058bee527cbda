"""Cancel the first lesson."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def cancel_first_lesson(tenant: Tenant, event: dict[str, Any]) -> None:
    """Cancel the first lesson."""
    confirming.cancel_first_lesson(tenant, event["enrollment_id"])


handler = step(grants=[Grant.WRITE])(cancel_first_lesson)
