"""Keep the task token until the payment is known."""

from typing import Any

from tutti.enrollment import waiting
from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.sagas import StepFunctions
from tutti.kit.step import step
from tutti.kit.tenant import Tenant


def await_payment(tenant: Tenant, event: dict[str, Any]) -> None:
    """Keep the task token until the payment is known; whoever learns of it answers the saga."""
    waiting.await_payment(tenant, StepFunctions(), event["enrollment_id"], event["token"], now=utc_now())


handler = step(grants=[Grant.WRITE, Grant.ANSWER])(await_payment)
