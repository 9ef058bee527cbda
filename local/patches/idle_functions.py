"""Gap: MiniStack keeps a process of every function that was ever called, for as long as it runs.

Lambda lets them go. Three hundred of them would hold a laptop's memory for good, so here whatever has been
idle for `LAMBDA_WARM_TTL_SECONDS` goes, the last one of its function as well.
"""

from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.patches import fit


def apply() -> None:
    """Let the reaper take the first worker of a function as it takes the others."""
    reap = fit.function(lambda_svc, "reap_idle_workers", "ttl")
    fit.expect(reap is lambda_runtime.reap_idle_workers, "idle workers are reaped in another way")
    fit.function(lambda_runtime, "kill_workers", "workers")
    fit.value(lambda_runtime, "_workers", dict)

    def reap_all(ttl: float | None = None) -> int:
        lasts = fit.value(lambda_runtime, "_LOCAL_WORKER_TTL", float) if ttl is None else ttl
        with lambda_runtime._lock:
            idle = take_idle(lambda_runtime._workers, lambda_runtime.time.time() - lasts)
        lambda_runtime.kill_workers(idle)
        return len(idle)

    lambda_svc.reap_idle_workers = reap_all


def take_idle(workers: dict[Any, list[Any]], since: float) -> list[Any]:
    """Take those out of their pools that have done nothing since then, and return them."""
    idle = [one for pool in workers.values() for one in pool if not one.in_use and one.last_used < since]
    for name, pool in list(workers.items()):
        workers[name] = [one for one in pool if one not in idle]
        if not workers[name]:
            del workers[name]
    return idle
