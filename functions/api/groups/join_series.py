"""Give a student a seat in all lessons of a group's or ensemble's series that lie ahead."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SeriesId
from tutti.scheduling.groups import series_seats
from tutti.scheduling.series.terms import DecidedSeries


@endpoint.post("/v1/series/{series_id}/students", grants=[Grant.WRITE])
async def join_series(
    series_id: SeriesId, joining: series_seats.SeriesJoining, caller: Member
) -> DecidedSeries:
    """Give a student a seat in all lessons of a series that lie ahead, or in those that fit."""
    return series_seats.join_series(caller, series_id, joining, now=utc_now())


handler = lambda_handler(join_series)
