"""A feed as its calendar app reads it: what happens to one person, and a mark that says it changed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutti.enrollment.names import course_keys, course_names
from tutti.kit.directory import PUBLIC
from tutti.kit.errors import NotFound
from tutti.kit.settings import setting
from tutti.kit.tenant import Tenant
from tutti.people.names import people_names, student_keys, teacher_keys
from tutti.people.subscriber import Subscribed, subscribed, subscriber_keys
from tutti.scheduling.feeds.entries import entries_of
from tutti.scheduling.feeds.feed import FeedToken, NoSuchFeed, SealedFeed
from tutti.scheduling.feeds.store import FeedStore
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.store import LessonStore
from tutti.studios.model import Studio
from tutti.studios.names import place_keys, place_names
from tutti.studios.service import read_studio, studio_key

PAST, FUTURE = timedelta(days=90), timedelta(days=400)
PAGE = 1000
FORM = "1"
"""Another form of the same lessons is another text."""


@dataclass(frozen=True)
class Feed:
    """What is read for a feed: whose it is, the lessons, and the names that they show."""

    studio: Studio
    person: Subscribed
    lessons: Sequence[Lesson]
    names: dict[str, str]
    now: datetime

    @property
    def mark(self) -> str:
        """A weak ETag: the same as long as the same is shown, though each text says when it was written."""
        lessons = [f"{lesson.id}.{lesson.version}" for lesson in self.lessons]
        shown = [FORM, self.title, setting("PAGE_URL"), *sorted(self.names.items()), *lessons]
        return f'W/"{hashlib.sha256(repr(shown).encode()).hexdigest()[:32]}"'

    @property
    def title(self) -> str:
        """What the calendar is called."""
        return f"{self.person.name} · {self.studio.name}" if self.person.name else self.studio.name

    def text(self) -> bytes:
        """The calendar; the library that writes it is loaded for who needs it, which most readings do not."""
        from tutti.scheduling.feeds.text import Wording, as_text

        known = self.names if self.person.teaches else {}
        wording = Wording(self.title, setting("PAGE_URL"), self.names, known, teaches=self.person.teaches)
        years = (self.now - PAST).year, (self.now + FUTURE).year
        return as_text(entries_of(self.lessons), wording, now=self.now, years=years)


def read_feed(token: str, *, now: datetime) -> Feed:
    """What this address tells; refuses with `NoSuchFeed` wrong and revoked ones, and owners who have left."""
    named = FeedToken.read(token)
    tenant = Tenant(named.studio_id, PUBLIC)
    feeds = FeedStore(tenant)
    found, studio = tenant.table.get_each(feeds.key(named.feed_id), studio_key(tenant))
    feed = feeds.required(found).opened(named.secret)
    person, lessons = _lessons(tenant, feed, now)
    names = _names(tenant, lessons, person)
    return Feed(read_studio(tenant, studio), person, lessons, names, now)


def _lessons(tenant: Tenant, feed: SealedFeed, now: datetime) -> tuple[Subscribed, list[Lesson]]:
    """The person and the lessons: a query and a batch of reads, as long as these are less than a hundred."""
    store, cursor, ids = LessonStore(tenant), None, list[str]()
    is_read = False
    while cursor or not is_read:
        more, cursor = store.calendar_ids(feed.person_id, now - PAST, now + FUTURE, limit=PAGE, cursor=cursor)
        ids, is_read = [*ids, *more], True
    keys = subscriber_keys(tenant, feed.owner_id, feed.person_id)
    records = tenant.table.get_each(*keys, *map(store.key, ids))
    try:
        person = subscribed(tenant, records[: len(keys)], owner_id=feed.owner_id, person_id=feed.person_id)
    except NotFound:
        raise NoSuchFeed() from None
    found = [store.read(record) for record in records[len(keys) :] if record]
    return person, [_as_theirs(lesson, feed.person_id) for lesson in found]


def _as_theirs(lesson: Lesson, person_id: str) -> Lesson:
    """The lesson as it is for this person: cancelled for who stays away while it takes place for others."""
    is_away = person_id in lesson.excused_ids
    return lesson.model_copy(update={"status": LessonStatus.CANCELLED}) if is_away else lesson


def _names(tenant: Tenant, lessons: Sequence[Lesson], person: Subscribed) -> dict[str, str]:
    """The names that these lessons show, by id: one batch of reads."""
    keys = [
        *course_keys(tenant, _all(lesson.course_id for lesson in lessons)),
        *place_keys(
            tenant,
            _all(lesson.location_id for lesson in lessons),
            _all(lesson.room_id for lesson in lessons),
        ),
    ]
    if person.teaches:
        keys += student_keys(tenant, _all(one for lesson in lessons for one in lesson.student_ids))
    else:
        keys += teacher_keys(tenant, _all(lesson.teacher_id for lesson in lessons))
    records = tenant.table.get_many(keys)
    return {
        **course_names(tenant, records),
        **place_names(tenant, records),
        **people_names(tenant, records),
    }


def _all(ids: Iterable[str | None]) -> list[str]:
    return [one for one in dict.fromkeys(ids) if one]
