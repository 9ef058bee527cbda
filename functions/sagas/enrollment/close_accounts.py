"""Remove the accounts that only this enrolment brought."""

from typing import Any

from tutti.enrollment import accounts
from tutti.kit.door import Grant
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def close_accounts(tenant: Tenant, event: dict[str, Any]) -> None:
    """Remove the accounts that only this enrolment brought."""
    accounts.close_accounts(tenant, event["enrollment_id"])


handler = step(grants=[Grant.WRITE])(close_accounts)
