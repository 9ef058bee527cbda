"""Assign the teacher and say why."""

from typing import Any

from tutti.enrollment import confirming
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def assign_teacher(tenant: Tenant, event: dict[str, Any]) -> None:
    """Assign the teacher and say why."""
    confirming.assign_teacher(tenant, event["enrollment_id"])


handler = step(grants=[Grant.WRITE])(assign_teacher)
