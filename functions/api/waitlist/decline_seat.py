"""Leave the seats that are on offer to the next in line."""

from tutti.enrollment import waitlist_reading
from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SeatOfferId
from tutti.scheduling.waitlist.views import OfferView


@endpoint.post("/v1/waitlist/offers/{offer_id}/decline", grants=[Grant.WRITE])
async def decline_seat(offer_id: SeatOfferId, caller: OfficeOrGuardian) -> OfferView:
    """Leave the seats that are on offer to the next in line."""
    return OfferView.of(waitlist_reading.decline_seat(caller, offer_id, now=utc_now()))


handler = lambda_handler(decline_seat)
