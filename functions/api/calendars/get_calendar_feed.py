"""The lessons of one person as iCalendar, for calendar apps that know the address."""

from fastapi import Request

from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, Response, endpoint, lambda_handler
from tutti.scheduling.feeds.reading import read_feed


class CalendarFile(Response):
    """A calendar as text; apps keep it for a quarter of an hour, and then ask whether it has changed."""

    media_type = "text/calendar"


@endpoint.get("/v1/public/calendars/{calendar_token}", grants=[Grant.READ, Grant.LINKS], timeout=28)
async def get_calendar_feed(calendar_token: str, request: Request) -> CalendarFile:
    """The lessons of one person as iCalendar, for calendar apps that know the address."""
    feed = read_feed(calendar_token, now=utc_now())
    headers = {"etag": feed.mark, "cache-control": "private, max-age=900"}
    known = request.headers.get("if-none-match", "")
    if feed.mark.removeprefix("W/") in known or known.strip() == "*":
        return CalendarFile(status_code=304, headers=headers)
    headers["content-disposition"] = 'inline; filename="lessons.ics"'
    return CalendarFile(feed.text(), headers=headers)


handler = lambda_handler(get_calendar_feed)
