"""Courses and their cohorts: what a school offers."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from tutti.kit.clock import Instant, ZoneName, zone
from tutti.kit.entity import Entity, Instrument, Name, Text, Value, Version
from tutti.kit.ids import CohortId, CourseId, LessonId, LocationId, PersonId, RoomId
from tutti.kit.money import Money
from tutti.scheduling.lesson import Place

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(minutes=120)
Age = Annotated[int, Field(ge=0, le=120)]


class CourseKind(StrEnum):
    """Taught one to one, or to a cohort on fixed dates."""

    PRIVATE = "private"
    COHORT = "cohort"


class CourseDraft(Value):
    """A course to be offered."""

    name: Name
    kind: CourseKind
    instrument: Instrument
    description: Text = ""
    age_min: Age = 5
    age_max: Age | None = None
    price: Money
    tax_basis_points: Annotated[int, Field(ge=0, le=5000)] = 0
    is_tax_included: bool = True
    lesson_minutes: Annotated[int, Field(ge=15, le=120, multiple_of=15)] = 30
    location_id: LocationId | None = None
    is_published: bool = True

    @model_validator(mode="after")
    def _is_in_order(self) -> "CourseDraft":
        if self.age_max is not None and self.age_max < self.age_min:
            raise ValueError("age_max is not below age_min")
        if self.price.amount < 0:
            raise ValueError("a price is zero or more")
        return self


class Course(Entity, CourseDraft):
    """A course that the studio offers."""

    id: CourseId

    @property
    def slots(self) -> int:
        """The length of a lesson on the 15-minute grid."""
        return self.lesson_minutes // 15

    def admits(self, age: int) -> bool:
        """True when somebody of this age may take part."""
        return self.age_min <= age and (self.age_max is None or age <= self.age_max)


class CourseUpdate(CourseDraft):
    """The course as it shall be; its kind stays."""

    version: Version


class SessionTime(Value):
    """A session in wall time of the cohort's zone, from a quarter of an hour to two hours long (SCH-28)."""

    on: Annotated[date, Field(ge=date(2020, 1, 1), le=date(2199, 12, 31))]
    starts: time
    ends: time

    @model_validator(mode="after")
    def _is_in_order(self) -> "SessionTime":
        if self.starts.tzinfo or self.ends.tzinfo:
            raise ValueError("wall times have no zone of their own")
        first, last = (timedelta(hours=t.hour, minutes=t.minute) for t in (self.starts, self.ends))
        if not SHORTEST <= last - first <= LONGEST:
            raise ValueError("a session lasts from 15 to 120 minutes, on one day")
        return self


class CohortDraft(Value):
    """A cohort to be formed for a course."""

    course_id: CourseId
    name: Name
    teacher_id: PersonId
    capacity: Annotated[int, Field(ge=1, le=200)]
    zone: ZoneName
    location_id: LocationId | None = None
    room_id: RoomId | None = None
    sessions: Annotated[tuple[SessionTime, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _is_somewhere(self) -> "CohortDraft":
        if self.room_id and not self.location_id:
            raise ValueError("a room is at a location")
        return self


class Session(Value):
    """One date of a cohort, and the lesson that it is."""

    lesson_id: LessonId
    starts_at: Instant
    ends_at: Instant


class Cohort(Entity):
    """A group that takes a course together on fixed dates."""

    id: CohortId
    course_id: CourseId
    name: Name
    teacher_id: PersonId
    capacity: int
    zone: ZoneName
    location_id: LocationId | None = None
    room_id: RoomId | None = None
    sessions: tuple[Session, ...]

    def upcoming(self, now: datetime) -> tuple[Session, ...]:
        """The sessions still to come, in order."""
        return tuple(session for session in self.sessions if session.starts_at > now)

    def place(self, session: Session) -> Place:
        """Where and with whom a session is."""
        return Place(
            teacher_id=self.teacher_id,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            zone=self.zone,
            room_id=self.room_id,
            location_id=self.location_id,
        )


def in_utc(time_of_session: SessionTime, zone_name: str) -> tuple[datetime, datetime]:
    """The instants at which a session starts and ends."""
    here = zone(zone_name)
    on = time_of_session.on
    starts_at = datetime.combine(on, time_of_session.starts, here)
    return starts_at, datetime.combine(on, time_of_session.ends, here)
