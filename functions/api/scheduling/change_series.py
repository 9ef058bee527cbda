"""Change a series from one of its lessons on."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.due import Timers
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SeriesId
from tutti.scheduling.series import changing as series_changing
from tutti.scheduling.series.terms import DecidedSeries, SeriesChange


@endpoint.post("/v1/series/{series_id}/changes", grants=[Grant.WRITE, Grant.SCHEDULE], status=201)
async def change_series(series_id: SeriesId, change: SeriesChange, caller: Staff) -> DecidedSeries:
    """Change one lesson of a series, this and the following ones, or all that are still to come."""
    return series_changing.change_series(caller, series_id, change, timers=Timers(), now=utc_now())


handler = lambda_handler(change_series)
