"""The calendars that you gave addresses; the addresses themselves were shown once."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.scheduling.feeds.feed import CalendarFeed
from tutti.scheduling.feeds.feeds import list_feeds


@endpoint.get("/v1/calendar-feeds", grants=[Grant.READ])
async def list_calendar_feeds(caller: Member, cursor: Cursor = None, limit: Limit = 20) -> Page[CalendarFeed]:
    """The calendars that you gave addresses; the addresses themselves were shown once."""
    return list_feeds(caller, limit=limit, cursor=cursor)


handler = lambda_handler(list_calendar_feeds)
