"""When something is there for families: from one time of the studio's clock to another (CRS-9)."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, NaiveDatetime, WithJsonSchema, model_validator

from tutti.kit.clock import Instant, ZoneName, zone
from tutti.kit.entity import Value
from tutti.kit.errors import Invalid
from tutti.scheduling.recurrence.wall_time import instant_of_wall

WALL = r"^(19[5-9]|20\d|21[0-8])\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"


def _within_reach(wall: datetime) -> datetime:
    if not 1950 <= wall.year < 2190:
        raise ValueError("not in the years 1950 to 2189")
    return wall


Wall = Annotated[
    NaiveDatetime, AfterValidator(_within_reach), WithJsonSchema({"type": "string", "pattern": WALL})
]
"""A time on the studio's clock, without an offset."""


class NeverThere(Invalid):
    """The clocks change between these times, and nothing is left of them; choose a later end."""


class Standing(StrEnum):
    """Where something stands for families."""

    SCHEDULED = "scheduled"
    RELEASED = "released"
    EXPIRED = "expired"


class Release(Value):
    """From when to when families have it, by the studio's clock; without an end for good."""

    releases: Wall | None = Field(None, description="By the studio's clock; without one at once.")
    expires: Wall | None = Field(None, description="By the studio's clock; without one never.")

    @model_validator(mode="after")
    def _is_in_order(self) -> "Release":
        if self.releases and self.expires and self.expires <= self.releases:
            raise ValueError("expires is after releases")
        return self

    @property
    def has_times(self) -> bool:
        """True when the studio's clock matters."""
        return bool(self.releases or self.expires)

    def instants(self, zone_name: str) -> "Period":
        """Its instants in a zone; refuses `NeverThere`.

        A time that the clocks skip is an hour later, one that comes twice is the first (RFC 5545, 3.3.5).
        """
        there = zone(zone_name)
        first, last = (wall and instant_of_wall(wall, there) for wall in (self.releases, self.expires))
        if first and last and last <= first:
            raise NeverThere()
        return Period(zone=zone_name if self.has_times else None, release_at=first, expires_at=last)


class Period(Value):
    """The instants of wall times in this zone, as they were when they were written; they stay so."""

    zone: ZoneName | None = None
    release_at: Instant | None = None
    expires_at: Instant | None = None

    def standing(self, now: datetime) -> Standing:
        """Scheduled before the first instant, expired from the last one on."""
        if self.expires_at and self.expires_at <= now:
            return Standing.EXPIRED
        return Standing.SCHEDULED if self.release_at and now < self.release_at else Standing.RELEASED
