"""Gap: whatever a handler raises is reported as `Runtime.HandlerError`, and its process is killed.

Lambda reports the exception's own name, which `Catch` of a state machine matches, and keeps the
warm process.
"""

from threading import local
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.patches import fit

SCRIPT = "_PYTHON_WORKER_SCRIPT"
REPORTED = 'json.dumps({"status": "error", "error": str(e), "trace": traceback.format_exc()})'
RAISED = """json.dumps({"status": "ok", "raised": {"errorType": type(e).__name__, "errorMessage": str(e),
                "requestId": getattr(context, "aws_request_id", ""),
                "stackTrace": traceback.format_tb(e.__traceback__)[1:]}})"""

_call = local()


def apply() -> None:
    """Let the worker hand over what was raised as an answer, and report it under its own name."""
    report_from_the_worker()
    hand_over()
    report_to_the_caller()


def report_from_the_worker() -> None:
    """Change the program that runs a handler: what it raised is an answer, not the worker's death."""
    script = fit.value(lambda_runtime, SCRIPT, str)
    fit.expect(script.count(REPORTED) == 1, f"{SCRIPT} reports exceptions in another way")
    setattr(lambda_runtime, SCRIPT, script.replace(REPORTED, RAISED))


def hand_over() -> None:
    """Turn that answer into MiniStack's own failure and remember the exception for the caller."""
    names = ("self", "event", "request_id", "trace_id", "depth", "durable", "invoked_function_arn")
    invoke = fit.function(lambda_runtime.Worker, "invoke", *names)

    def remembering(self: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        response: dict[str, Any] = invoke(self, *args, **kwargs)
        _call.raised = response.pop("raised", None)
        if _call.raised:
            trace = "".join(_call.raised["stackTrace"])
            response |= {"status": "error", "error": _call.raised["errorMessage"], "trace": trace}
        return response

    lambda_runtime.Worker.invoke = remembering


def report_to_the_caller() -> None:
    """Answer the invocation with the exception's name, message and trace, as Lambda does."""
    execute = fit.function(lambda_svc, "_execute_function_warm", "func", "event", "request_id")

    def naming(func: Any, event: Any, request_id: str) -> dict[str, Any]:
        _call.raised = None
        result: dict[str, Any] = execute(func, event, request_id)
        if _call.raised and result.get("error"):
            result["body"] = _call.raised
        return result

    lambda_svc._execute_function_warm = naming
