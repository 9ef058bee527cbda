"""Keep the task token until somebody answers."""

from typing import Any

from tutti.kit.clock import utc_now
from tutti.kit.door import Grant
from tutti.kit.sagas import StepFunctions
from tutti.kit.step import step
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling import steps as reschedule_steps


def await_answer(tenant: Tenant, event: dict[str, Any]) -> None:
    """Keep the task token until somebody answers."""
    reschedule_id, token = event["reschedule_id"], event["token"]
    reschedule_steps.await_answer(tenant, StepFunctions(), reschedule_id, token, now=utc_now())


handler = step(grants=[Grant.WRITE, Grant.ANSWER])(await_answer)
