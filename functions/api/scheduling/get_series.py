"""One series, for those who take part and the office."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SeriesId
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.visibility import series_for


@endpoint.get("/v1/series/{series_id}", grants=[Grant.READ])
async def get_series(series_id: SeriesId, caller: Member) -> Series:
    """One series, for those who take part and the office."""
    return series_for(caller, series_id)


handler = lambda_handler(get_series)
