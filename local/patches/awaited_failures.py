"""Gap: when the function of a `waitForTaskToken` task fails, MiniStack waits for the token all the same.

In AWS the task fails with the function's error, and its `Retry` and `Catch` apply.
"""

from threading import local
from typing import Any

from ministack.services import stepfunctions

from local.patches import fit

_task = local()


def apply() -> None:
    """Let the function's failure be the answer to the token."""
    wait = fit.function(
        stepfunctions, "_invoke_with_callback", "resource", "input_data", "token", "state_def"
    )
    call = fit.function(stepfunctions, "_call_lambda", "func_ref", "event")
    tokens = fit.value(stepfunctions, "_task_tokens", stepfunctions.AccountRegionScopedDict)

    def waiting(resource: str, input_data: Any, token: str, state_def: Any) -> Any:
        _task.token = token
        try:
            return wait(resource, input_data, token, state_def)
        finally:
            _task.token = None

    def failing(func_ref: str, event: Any) -> Any:
        try:
            return call(func_ref, event)
        except stepfunctions._ExecutionError as error:
            if awaited := tokens.get(getattr(_task, "token", None)):
                awaited["error"] = {"Error": error.error, "Cause": error.cause}
                awaited["event"].set()
            raise

    stepfunctions._invoke_with_callback = waiting
    stepfunctions._call_lambda = failing
