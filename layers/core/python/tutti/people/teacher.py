"""Teachers: what they teach, when and where, and how many students they can take."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from tutti.kit.clock import ZoneName
from tutti.kit.entity import Entity, Instrument, Name, Text, Value, Version
from tutti.kit.ids import LocationId, PersonId
from tutti.kit.money import Money


class Weekday(StrEnum):
    """The days of the week as RFC 5545 names them, Monday first."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"

    @property
    def number(self) -> int:
        """0 for Monday, as `date.weekday()` counts."""
        return list(Weekday).index(self)


class AvailabilityBlock(Value):
    """Every week on this day, wall time from `starts` until `ends` in `zone`, on the 15-minute grid."""

    weekday: Weekday
    starts: time
    ends: time
    zone: ZoneName
    location_id: LocationId | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> "AvailabilityBlock":
        if self.starts >= self.ends:
            raise ValueError("a block ends after it starts, on the same day")
        if any(t.minute % 15 or t.second or t.microsecond or t.tzinfo for t in (self.starts, self.ends)):
            raise ValueError("times stand on the 15-minute grid, without a zone of their own")
        return self


class TeacherProfile(Value):
    """What the office says of a teacher."""

    display_name: Name
    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1, max_length=20)]
    hourly_rate: Money | None = None
    capacity: Annotated[int, Field(ge=1, le=50)] = 30
    availability: Annotated[tuple[AvailabilityBlock, ...], Field(max_length=60)] = ()
    bio: Text = ""
    is_active: bool = True


class Teacher(Entity, TeacherProfile):
    """A teacher of the studio; the id is the person's."""

    id: PersonId


class TeacherUpdate(TeacherProfile):
    """The profile as it shall be."""

    version: Version
