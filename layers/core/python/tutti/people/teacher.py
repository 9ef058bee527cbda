"""Teachers: what they teach, when and where, and how many students they can take."""

from typing import Annotated

from pydantic import Field

from tutti.kit.entity import Entity, Instrument, Name, Text, Value, Version
from tutti.kit.ids import PersonId
from tutti.kit.money import Money
from tutti.scheduling.availability import AvailabilityBlock

Availability = Annotated[tuple[AvailabilityBlock, ...], Field(max_length=60)]


class TeacherProfile(Value):
    """What the office says of a teacher."""

    display_name: Name
    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1, max_length=20)]
    hourly_rate: Money | None = None
    capacity: Annotated[int, Field(ge=1, le=50)] = 30
    availability: Availability = ()
    bio: Text = ""
    is_active: bool = True


class Teacher(Entity, TeacherProfile):
    """A teacher of the studio; the id is the person's."""

    id: PersonId


class NewTeacher(TeacherProfile):
    """A teacher to be added; with `person_id` a member of the studio who becomes one."""

    person_id: PersonId | None = None


class AvailabilityUpdate(Value):
    """The weekly availability as it shall be."""

    availability: Availability
    version: Version


class TeacherUpdate(TeacherProfile):
    """The profile as it shall be."""

    version: Version
