"""Let a group have weeks in which its members book lessons one to one."""

from tutti.kit.caller import Office
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SeriesId
from tutti.scheduling.groups import hybrid_cycles
from tutti.scheduling.groups.hybrid import CycleUpdate, ShownCycle


@endpoint.put("/v1/series/{series_id}/cycle", grants=[Grant.WRITE])
async def set_hybrid_cycle(series_id: SeriesId, update: CycleUpdate, caller: Office) -> ShownCycle:
    """Let a group have weeks in which its members book lessons one to one."""
    return hybrid_cycles.set_hybrid_cycle(caller, series_id, update, now=utc_now())


handler = lambda_handler(set_hybrid_cycle)
