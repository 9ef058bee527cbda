"""Gap: MiniStack starts a process for every call that comes while others run, as Lambda does on its machines.

One laptop is soon overrun: forty visitors at once would be served by hundreds of processes. Here a call waits
for a free worker once a function has a few, but not for ever, since a function may wait for itself.
"""

import time
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.patches import fit

ENOUGH = 4
LONGEST_WAIT = 20.0
LOOK_AGAIN = 0.005


def apply() -> None:
    """Let calls queue for the workers of their function."""
    names = "func_name", "config", "code_zip", "qualifier", "max_concurrency"
    acquire = fit.function(lambda_svc, "acquire_worker", *names)
    fit.expect(acquire is lambda_runtime.acquire_worker, "workers are acquired in another way")

    def acquire_one_of_few(
        func_name: str,
        config: dict[str, Any],
        code_zip: bytes,
        qualifier: str = "$LATEST",
        max_concurrency: int | None = None,
    ) -> Any:
        until = time.monotonic() + LONGEST_WAIT
        while True:
            is_patient = time.monotonic() < until
            cap = max_concurrency or (ENOUGH if is_patient else None)
            worker, how = acquire(func_name, config, code_zip, qualifier, cap)
            if worker is not None or max_concurrency:
                return worker, how
            time.sleep(LOOK_AGAIN)

    lambda_svc.acquire_worker = acquire_one_of_few
