"""Give back a student's seat in all lessons of a series that lie ahead."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SeriesId, StudentId
from tutti.scheduling.groups import series_seats
from tutti.scheduling.series.terms import DecidedSeries


@endpoint.delete("/v1/series/{series_id}/students/{student_id}", grants=[Grant.WRITE])
async def leave_series(series_id: SeriesId, student_id: StudentId, caller: Member) -> DecidedSeries:
    """Give back a student's seat in all lessons of a series that lie ahead; what is too near stays."""
    return series_seats.leave_series(caller, series_id, student_id, now=utc_now())


handler = lambda_handler(leave_series)
