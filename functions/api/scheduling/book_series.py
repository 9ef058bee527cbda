"""Book lessons that repeat."""

from tutti.enrollment.published import requiring_course
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.due import Timers
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.series import booking as series_booking
from tutti.scheduling.series.terms import DecidedSeries, SeriesBooking


@endpoint.post("/v1/series", grants=[Grant.WRITE, Grant.SCHEDULE], status=201)
async def book_series(booking: SeriesBooking, caller: Staff) -> DecidedSeries:
    """Book lessons that repeat: every date or those that fit, with a verdict on each."""
    requiring = [requiring_course(caller.tenant, booking.course_id)]
    return series_booking.book_series(caller, booking, requiring=requiring, timers=Timers(), now=utc_now())


handler = lambda_handler(book_series)
