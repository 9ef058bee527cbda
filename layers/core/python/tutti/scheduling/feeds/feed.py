"""Calendar feeds: a secret address under which a calendar app reads one person's lessons.

The address ends in `<studio_id>.<feed_id>.<secret>.ics`. Of the secret only its SHA-256 is kept, so that who
reads the table cannot make an address; it is shown once, to who opened the feed.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Value
from tutti.kit.errors import Conflict, NotAllowed, NotFound
from tutti.kit.ids import FeedId, PersonId

MOST_FEEDS = 10
_TOKEN = re.compile(r"(stu_[0-9A-Z]{26})\.(fee_[0-9A-Z]{26})\.([A-Za-z0-9_-]{43})(?:\.ics)?")


class NoSuchFeed(NotFound):
    """There is no such calendar; it may have been taken back."""


class TooManyFeeds(Conflict):
    """You have ten calendar addresses; take one back first."""


class OwnCalendars(NotAllowed):
    """Calendar addresses are for your own calendar and those of your children."""


class FeedDraft(Value):
    """Whose lessons; your own when nobody is named."""

    person_id: PersonId | None = None


class CalendarFeed(Entity):
    """Whose lessons who may read in a calendar app."""

    id: FeedId
    person_id: PersonId
    owner_id: PersonId
    created_at: Instant


class OpenedFeed(CalendarFeed):
    """The feed with its address, which is shown this once."""

    url: str


class SealedFeed(CalendarFeed):
    """The feed with the SHA-256 of its secret."""

    digest: str

    def shown(self) -> CalendarFeed:
        """What replies tell."""
        return CalendarFeed(**{name: getattr(self, name) for name in CalendarFeed.model_fields})

    def opened(self, secret: str) -> "SealedFeed":
        """The feed itself; refuses a wrong secret with `NoSuchFeed`, in the same time whatever is wrong."""
        if not hmac.compare_digest(digest_of(secret), self.digest):
            raise NoSuchFeed()
        return self


@dataclass(frozen=True)
class FeedToken:
    """What an address names."""

    studio_id: str
    feed_id: str
    secret: str

    @classmethod
    def read(cls, token: str) -> "FeedToken":
        """What this token names; refuses what is none with `NoSuchFeed`."""
        parts = _TOKEN.fullmatch(token)
        if parts is None:
            raise NoSuchFeed()
        return cls(parts[1], parts[2], parts[3])

    @property
    def text(self) -> str:
        """The last part of the address."""
        return f"{self.studio_id}.{self.feed_id}.{self.secret}.ics"


def new_secret() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """The SHA-256 of a secret, which is random enough to need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
