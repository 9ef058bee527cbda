"""The library as whoever asks may see it: one list, by title (CRS-7)."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from tutti.kit.entity import Page
from tutti.kit.who import Caller
from tutti.library.reach import seen_by
from tutti.library.resource import Resource, ResourceKind
from tutti.library.sifting import sifted
from tutti.library.store import SHELF, ResourceStore
from tutti.library.tags import Wanted, placed


class Asked(Wanted):
    """What of the library is asked for."""

    kind: ResourceKind | None = Field(None, description="Those of this kind.")
    starts_with: str = Field("", max_length=120, description="Those whose titles start so, in any case.")
    cursor: str | None = Field(None, max_length=1000, description="Where the page before this one ended.")
    limit: int = Field(20, ge=1, le=50, description="The most items to reply with.")


def list_library(caller: Caller, asked: Asked, *, now: datetime) -> Page[Resource]:
    """A page of the resources that the caller may see, by title; it may be short though more follows."""
    reach = seen_by(caller, now)

    def is_wanted(one: Resource) -> bool:
        return asked.kind in (None, one.kind) and asked.fits(one)

    def keep(found: Sequence[Resource]) -> list[Resource]:
        return reach.seen([one for one in found if is_wanted(one)])

    return sifted(
        ResourceStore(caller.tenant),
        SHELF,
        keep,
        starts_with=placed(asked.starts_with),
        limit=asked.limit,
        cursor=asked.cursor,
        needs=lambda one: reach.keys(one) if is_wanted(one) else (),
    )
