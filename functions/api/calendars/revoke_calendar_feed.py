"""Take back the address of a calendar."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import FeedId
from tutti.scheduling.feeds.feeds import revoke_feed


@endpoint.delete("/v1/calendar-feeds/{feed_id}", status=204, grants=[Grant.WRITE])
async def revoke_calendar_feed(feed_id: FeedId, caller: Member) -> None:
    """Take back the address of a calendar."""
    revoke_feed(caller, feed_id)


handler = lambda_handler(revoke_calendar_feed)
