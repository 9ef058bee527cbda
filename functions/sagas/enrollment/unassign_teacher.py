"""Take the student from the teacher again."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def unassign_teacher(tenant: Tenant, event: dict[str, Any]) -> None:
    """Take the student from the teacher again."""
    confirming.unassign_teacher(tenant, event["enrollment_id"])


handler = step(grants=[Grant.WRITE])(unassign_teacher)
