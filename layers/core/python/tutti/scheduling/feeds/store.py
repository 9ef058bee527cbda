"""Where calendar feeds lie."""

from tutti.kit.collection import Collection
from tutti.kit.tenant import Tenant
from tutti.scheduling.feeds.feed import NoSuchFeed, SealedFeed


class FeedStore(Collection[SealedFeed]):
    """The calendar feeds of a studio, also by who opened them."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            SealedFeed,
            "CalendarFeed",
            index=lambda feed: (f"FEEDS#{feed.owner_id}", feed.id),
            missing=NoSuchFeed,
        )
