"""Gap: after every call MiniStack waits 50 ms for log lines, also for a handler that logs nothing."""

from functools import partialmethod

from ministack.core import lambda_runtime

from local.patches import fit

FIRST_LINE_WAIT = 0.004


def apply() -> None:
    """Wait for a few milliseconds; a later line comes with the next call's lines."""
    drain = fit.function(
        lambda_runtime.Worker, "_drain_stderr_bounded", "self", "first_line_wait", "idle_confirm", "hard_cap"
    )
    lambda_runtime.Worker._drain_stderr_bounded = partialmethod(drain, first_line_wait=FIRST_LINE_WAIT)
