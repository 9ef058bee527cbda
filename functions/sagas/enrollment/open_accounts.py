"""Open the accounts of family, guardian and student, or find the known ones."""

from typing import Any

from tutti.enrollment import accounts
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def open_accounts(tenant: Tenant, event: dict[str, Any]) -> None:
    """Open the accounts of family, guardian and student, or find the known ones."""
    accounts.open_accounts(tenant, event["enrollment_id"])


handler = step(grants=[Grant.WRITE])(open_accounts)
