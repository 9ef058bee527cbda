"""Series: lessons that repeat by a rule, and what became of each of their dates (SCH-4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, NaiveDatetime, WithJsonSchema

from tutti.kit.clock import Instant, ZoneName, rfc3339
from tutti.kit.entity import Entity
from tutti.kit.ids import CourseId, LocationId, PersonId, RoomId, SeriesId, derived_id
from tutti.kit.raced import Raced
from tutti.scheduling.lesson import Lesson, LessonKind, LessonMode, LessonOver, LessonPurpose, Place

WALL = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"
Wall = Annotated[NaiveDatetime, WithJsonSchema({"type": "string", "pattern": WALL})]
"""A time on the clock of a place; without an offset it is none of RFC 3339's date-times."""
Dates = Annotated[tuple[Wall, ...], Field(max_length=366)]


class RosterBehind(Raced):
    """The lessons of this series are just being brought in line with its roster; look again."""


class Series(Entity):
    """A pattern in wall time of its zone, and the dates on which everybody's time is taken for it.

    `occurrences` are the original starts that follow the pattern, and their time is taken as long as they
    stand here. `exceptions` have left it: these lessons were moved or cancelled one by one and answer for
    themselves. `dropped` are dates given up by a change of the pattern, whose lessons go. Dates before
    `claimed_until` are decided; with `ends_at` no more of them follow.
    """

    id: SeriesId
    course_id: CourseId
    kind: LessonKind
    purpose: LessonPurpose = LessonPurpose.REGULAR
    mode: LessonMode = LessonMode.IN_PERSON
    teacher_id: PersonId
    room_id: RoomId | None = None
    location_id: LocationId | None = None
    student_ids: tuple[PersonId, ...] = ()
    seats: int | None = None
    open_to_families: bool = False
    zone: ZoneName
    start: Wall
    minutes: int
    rule: str
    rdates: Dates = ()
    exdates: Dates = ()
    occurrences: tuple[Instant, ...] = ()
    exceptions: tuple[Instant, ...] = ()
    dropped: tuple[Instant, ...] = ()
    claimed_until: Instant
    ends_at: Instant | None = None
    continues: SeriesId | None = None

    @property
    def length(self) -> timedelta:
        """How long each lesson is."""
        return timedelta(minutes=self.minutes)

    def place(self, starts_at: datetime) -> Place:
        """Where and with whom the lesson that starts then is."""
        return Place(
            teacher_id=self.teacher_id,
            starts_at=starts_at,
            ends_at=starts_at + self.length,
            zone=self.zone,
            room_id=self.room_id,
            location_id=self.location_id,
        )

    def lesson_id(self, original_start: datetime) -> str:
        """The id of the lesson of this date, wherever it is moved to."""
        return derived_id("les", self.id, rfc3339(original_start))

    def lesson(self, original_start: datetime) -> Lesson:
        """The lesson of this date as the pattern has it."""
        names = ("course_id", "kind", "purpose", "mode", "student_ids", "seats", "open_to_families")
        return Lesson(
            id=self.lesson_id(original_start),
            series_id=self.id,
            original_start=original_start,
            **{name: getattr(self, name) for name in names},
            **dict(self.place(original_start)),
        )

    def follows(self, original_start: datetime) -> bool:
        """True while this date follows the pattern, so that its time is the series's own."""
        return original_start in self.occurrences

    def upcoming(self, now: datetime) -> tuple[datetime, ...]:
        """The dates still to come that follow the pattern."""
        return tuple(one for one in self.occurrences if one > now)

    def with_exception(self, original_start: datetime) -> "Series":
        """The series once this date answers for itself; refuses with `LessonOver` one that was given up."""
        if original_start in self.exceptions:
            return self
        if not self.follows(original_start):
            raise LessonOver()
        kept = tuple(one for one in self.occurrences if one != original_start)
        exceptions = tuple(sorted((*self.exceptions, original_start)))
        return self.model_copy(update={"occurrences": kept, "exceptions": exceptions})

    def without(self, lesson: Lesson) -> "Series":
        """The series once this lesson answers for itself; refuses with `RosterBehind` and `LessonOver`.

        A roster takes and frees time before its lessons know of it: one that went its own way in between
        would keep time that is nobody's, or give back what is somebody else's by then.
        """
        if self.follows(lesson.original_start) and lesson.student_ids != self.student_ids:
            raise RosterBehind()
        return self.with_exception(lesson.original_start)

    def with_roster(self, student_ids: Iterable[str], kept: Iterable[datetime] = ()) -> "Series":
        """The series with these students from now on; the `kept` dates answer for themselves."""
        apart = set(kept)
        return self.model_copy(
            update={
                "student_ids": tuple(student_ids),
                "occurrences": tuple(one for one in self.occurrences if one not in apart),
                "exceptions": tuple(sorted({*self.exceptions, *apart})),
            }
        )

    def with_dates(self, claimed: Iterable[datetime], claimed_until: datetime) -> "Series":
        """The series with these dates taken as well."""
        dates = tuple(sorted({*self.occurrences, *claimed}))
        return self.model_copy(update={"occurrences": dates, "claimed_until": claimed_until})

    def ended_at(self, at: datetime, **changes: object) -> "Series":
        """The series without its pattern from this time on; what has left the pattern stays as it is."""
        dropped = tuple(one for one in self.occurrences if one >= at)
        kept = tuple(one for one in self.occurrences if one < at)
        update = {"occurrences": kept, "dropped": (*self.dropped, *dropped), "ends_at": at}
        return self.model_copy(update={**update, **changes})

    @property
    def resources(self) -> tuple[str, ...]:
        """Whose time each date takes."""
        return (self.teacher_id, *((self.room_id,) if self.room_id else ()), *self.student_ids)
