"""Teachers: what they teach, when and where, and how many students they can take."""

from typing import Annotated

from pydantic import Field

from tutti.kit.entity import Entity, Instrument, Name, Text, Value, Version
from tutti.kit.ids import PersonId
from tutti.kit.money import Money
from tutti.scheduling.availability import AvailabilityBlock, AvailabilityException, Hours

Availability = Annotated[tuple[AvailabilityBlock, ...], Field(max_length=60)]
Exceptions = Annotated[tuple[AvailabilityException, ...], Field(max_length=200)]


class TeacherProfile(Value):
    """What the office says of a teacher."""

    display_name: Name
    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1, max_length=20)]
    hourly_rate: Money | None = None
    capacity: Annotated[int, Field(ge=1, le=50)] = 30
    availability: Availability = ()
    exceptions: Exceptions = ()
    bio: Text = ""
    is_active: bool = True


class Teacher(Entity, TeacherProfile):
    """A teacher of the studio; the id is the person's."""

    id: PersonId

    @property
    def hours(self) -> Hours:
        """When and where the teacher gives lessons."""
        return Hours(self.availability, self.exceptions)


class NewTeacher(TeacherProfile):
    """A teacher to be added; with `person_id` a member of the studio who becomes one."""

    person_id: PersonId | None = None


class AvailabilityUpdate(Value):
    """The weekly availability, and the days that are not like it, as they shall be."""

    availability: Availability
    exceptions: Exceptions = ()
    version: Version


class TeacherUpdate(TeacherProfile):
    """The profile as it shall be."""

    version: Version
