"""Calendar feeds: opened, listed and taken back by people, read by their calendar apps."""

from datetime import datetime

from tutti.kit.entity import Page
from tutti.kit.facts import Fact
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.kit.settings import setting
from tutti.kit.who import Caller
from tutti.people.students import get_student
from tutti.scheduling.feeds.feed import (
    MOST_FEEDS,
    CalendarFeed,
    FeedDraft,
    FeedToken,
    NoSuchFeed,
    OpenedFeed,
    OwnCalendars,
    SealedFeed,
    TooManyFeeds,
    digest_of,
    new_secret,
)
from tutti.scheduling.feeds.store import FeedStore


class CalendarFeedOpened(Fact):
    """Somebody may read a calendar by a secret address."""


class CalendarFeedRevoked(Fact):
    """A secret address of a calendar was taken back."""


def open_feed(caller: Caller, draft: FeedDraft, *, now: datetime) -> OpenedFeed:
    """The feed with its address, which nobody can look up later.

    Refuses `OwnCalendars` to who is not a guardian and asks for somebody else's, `NoSuchStudent` for who is
    not their child, and `TooManyFeeds`.
    """
    person_id = _own_person(caller, draft)
    feeds, secret = FeedStore(caller.tenant), new_secret()
    if len(feeds.page_by("FEEDS", caller.person_id, limit=MOST_FEEDS).items) == MOST_FEEDS:
        raise TooManyFeeds()
    feed = SealedFeed(
        id=new_id("fee"),
        person_id=person_id,
        owner_id=caller.person_id,
        created_at=now,
        digest=digest_of(secret),
    )
    feeds.create(feed, CalendarFeedOpened(subject=feed.id))
    return OpenedFeed(**dict(feed.shown()), url=_address(FeedToken(caller.studio_id, feed.id, secret)))


def _own_person(caller: Caller, draft: FeedDraft) -> str:
    if draft.person_id in (None, caller.person_id):
        return caller.person_id
    if caller.role is not Role.GUARDIAN:
        raise OwnCalendars()
    return get_student(caller, str(draft.person_id)).id


def _address(token: FeedToken) -> str:
    return f"{setting('API_URL')}/v1/public/calendars/{token.text}"


def list_feeds(caller: Caller, *, limit: int, cursor: str | None) -> Page[CalendarFeed]:
    """A page of the caller's own feeds; their addresses were shown when they were opened."""
    page = FeedStore(caller.tenant).page_by("FEEDS", caller.person_id, limit=limit, cursor=cursor)
    return Page(items=[feed.shown() for feed in page.items], cursor=page.cursor)


def revoke_feed(caller: Caller, feed_id: str) -> None:
    """Take the address back; refuses with `NoSuchFeed` what is not the caller's."""
    feeds = FeedStore(caller.tenant)
    feed = feeds.get(feed_id)
    if feed.owner_id != caller.person_id:
        raise NoSuchFeed()
    feeds.remove(feed, CalendarFeedRevoked(subject=feed.id))
