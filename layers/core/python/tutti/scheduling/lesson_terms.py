"""What is asked for when a lesson is booked."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from tutti.kit.clock import Instant, ZoneName
from tutti.kit.entity import Value
from tutti.kit.ids import CourseId, LocationId, PersonId, RoomId
from tutti.scheduling.lesson import LessonKind, LessonMode, LessonPurpose

Students = Annotated[tuple[PersonId, ...], Field(max_length=4)]


class LessonTerms(Value):
    """What a lesson is, whenever it takes place: one, or each of a series.

    Students of a group need not be named now. `overrides_rules`, the office's alone, sets aside every rule of
    booking but one: nobody is ever in two places at once.
    """

    course_id: CourseId
    teacher_id: PersonId
    student_ids: Students = ()
    kind: LessonKind = LessonKind.PRIVATE
    purpose: LessonPurpose = LessonPurpose.REGULAR
    mode: LessonMode = LessonMode.IN_PERSON
    minutes: Annotated[int, Field(ge=15, le=480, multiple_of=15)]
    zone: ZoneName | None = None
    location_id: LocationId | None = None
    room_id: RoomId | None = None
    seats: Annotated[int, Field(ge=1, le=200)] | None = None
    open_to_families: bool = False
    overrides_rules: bool = False

    @model_validator(mode="after")
    def _fits_together(self) -> "LessonTerms":
        if self.kind not in (LessonKind.PRIVATE, LessonKind.GROUP, LessonKind.ENSEMBLE):
            raise ValueError("private lessons, groups and ensembles are booked; cohorts are formed")
        if self.kind is LessonKind.PRIVATE and (not self.student_ids or self.seats):
            raise ValueError("a private lesson names its students and has no seats")
        if self.kind is not LessonKind.PRIVATE and self.seats is None:
            raise ValueError("a group says how many seats it has")
        if self.kind is LessonKind.PRIVATE and self.open_to_families:
            raise ValueError("families join groups and ensembles, not private lessons")
        if len(set(self.student_ids)) != len(self.student_ids) or len(self.student_ids) > (self.seats or 4):
            raise ValueError("students are named once, no more of them than there are seats")
        if self.room_id and not self.location_id:
            raise ValueError("a room is at a location")
        return self

    @property
    def lasting(self) -> dict[str, Any]:
        """What of the terms stands in a lesson, its time and place apart."""
        names = ("course_id", "student_ids", "kind", "purpose", "mode", "seats", "open_to_families")
        return {name: getattr(self, name) for name in names}

    @property
    def people(self) -> int:
        """How many there will be, the teacher among them."""
        return 1 + (self.seats or len(self.student_ids))


class Booking(LessonTerms):
    """One lesson to be booked."""

    starts_at: Instant
