"""A secret address under which your calendar app reads your lessons, or those of your child."""

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.scheduling.feeds.feed import FeedDraft, OpenedFeed
from tutti.scheduling.feeds.feeds import open_feed


@endpoint.post("/v1/calendar-feeds", status=201, grants=[Grant.WRITE, Grant.LINKS], shows_once=True)
async def open_calendar_feed(draft: FeedDraft, caller: Member) -> OpenedFeed:
    """A secret address under which your calendar app reads your lessons, or those of your child."""
    return open_feed(caller, draft, now=utc_now())


handler = lambda_handler(open_calendar_feed)
