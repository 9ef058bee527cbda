"""Where a family stands in line, and why."""

from tutti.enrollment.waitlist_reading import view_for
from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import WaitlistEntryId
from tutti.scheduling.waitlist.views import EntryView


@endpoint.get("/v1/waitlist/{entry_id}", grants=[Grant.READ])
async def get_waitlist_entry(entry_id: WaitlistEntryId, caller: Member) -> EntryView:
    """Where a family stands in line, and why."""
    return view_for(caller, entry_id)


handler = lambda_handler(get_waitlist_entry)
