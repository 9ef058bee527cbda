"""Wait no more."""

from tutti.enrollment import waitlist_reading
from tutti.kit.caller import OfficeOrGuardian
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import WaitlistEntryId


@endpoint.delete("/v1/waitlist/{entry_id}", grants=[Grant.WRITE], status=204)
async def leave_waitlist(entry_id: WaitlistEntryId, caller: OfficeOrGuardian) -> None:
    """Wait no more; what was on offer goes to the next in line."""
    waitlist_reading.leave_waitlist(caller, entry_id, now=utc_now())


handler = lambda_handler(leave_waitlist)
