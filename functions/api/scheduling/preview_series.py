"""What booking lessons that repeat would find, date by date."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.series import booking as series_booking
from tutti.scheduling.series.terms import DecidedDates, SeriesBooking


@endpoint.post("/v1/series/preview", grants=[Grant.READ])
async def preview_series(booking: SeriesBooking, caller: Staff) -> DecidedDates:
    """What booking lessons that repeat would find, date by date; nothing is written."""
    return series_booking.preview_series(caller, booking, now=utc_now())


handler = lambda_handler(preview_series)
