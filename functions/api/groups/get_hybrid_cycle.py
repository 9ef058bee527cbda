"""The hybrid cycle of a group, with the dates ahead and which of them are one to one."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SeriesId
from tutti.scheduling.groups import hybrid_cycles
from tutti.scheduling.groups.hybrid import ShownCycle


@endpoint.get("/v1/series/{series_id}/cycle", grants=[Grant.READ])
async def get_hybrid_cycle(series_id: SeriesId, caller: Member) -> ShownCycle:
    """The hybrid cycle of a group, with the dates ahead and which of them are one to one."""
    return hybrid_cycles.get_hybrid_cycle(caller, series_id, now=utc_now())


handler = lambda_handler(get_hybrid_cycle)
