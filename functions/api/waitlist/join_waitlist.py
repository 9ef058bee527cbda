"""Wait for seats that are taken, alone or with brothers and sisters."""

from tutti.enrollment import waitlist_joining
from tutti.enrollment.waitlist_reading import view_of
from tutti.enrollment.waitlist_request import WaitlistRequest
from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.waitlist.views import EntryView


@endpoint.post("/v1/waitlist", grants=[Grant.WRITE], status=201)
async def join_waitlist(request: WaitlistRequest, caller: OfficeOrGuardian) -> EntryView:
    """Wait for seats that are taken, alone or with brothers and sisters."""
    entry = waitlist_joining.join_waitlist(caller, request, now=utc_now())
    return view_of(caller.tenant, entry)


handler = lambda_handler(join_waitlist)
