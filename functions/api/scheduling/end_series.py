"""End a series."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SeriesId
from tutti.scheduling.series import changing as series_changing
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import SeriesEnding


@endpoint.post("/v1/series/{series_id}/end", grants=[Grant.WRITE])
async def end_series(series_id: SeriesId, ending: SeriesEnding, caller: Staff) -> Series:
    """End a series: its lessons from then on take place no more, and their time is free."""
    return series_changing.end_series(caller, series_id, ending, now=utc_now())


handler = lambda_handler(end_series)
