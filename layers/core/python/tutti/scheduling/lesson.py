"""Lessons: what happens at one time with one teacher."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from tutti.kit.clock import Instant, ZoneName
from tutti.kit.entity import Entity, Line, Value
from tutti.kit.errors import Conflict
from tutti.kit.ids import (
    CohortId,
    CourseId,
    EnrollmentId,
    LessonId,
    LocationId,
    PersonId,
    RoomId,
    SeriesId,
)
from tutti.kit.money import Money
from tutti.kit.role import Role
from tutti.scheduling.grid import Span


class LessonFull(Conflict):
    """All seats of this lesson are taken; join its waitlist."""


class LessonOver(Conflict):
    """This lesson has begun or does not stand any more; what is past stays as it was."""


class LessonKind(StrEnum):
    """Who takes part: one student, a cohort, whoever has a seat in the group, an ensemble.

    A `window` is time of a group that its members book one to one (SCH-21).
    """

    PRIVATE = "private"
    COHORT = "cohort"
    GROUP = "group"
    ENSEMBLE = "ensemble"
    WINDOW = "window"


class LessonPurpose(StrEnum):
    """Why it is given (SCH-3)."""

    REGULAR = "regular"
    DEMO = "demo"
    MAKEUP = "makeup"


class LessonMode(StrEnum):
    """Where it is given (SCH-22)."""

    IN_PERSON = "in_person"
    ONLINE = "online"


class LessonStatus(StrEnum):
    """Where a lesson stands; a requested one waits for the school's answer and holds its time."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    MISSED = "missed"

    @property
    def is_pending(self) -> bool:
        """True while the lesson is still to be given, as far as anybody knows."""
        return self in (LessonStatus.REQUESTED, LessonStatus.CONFIRMED)

    @property
    def is_live(self) -> bool:
        """True while the time of all who take part is taken."""
        return self not in (LessonStatus.CANCELLED, LessonStatus.DECLINED)


class Cancellation(Value):
    """Who cancelled, why, and what the school's policy, by its rule of this name, made of it."""

    by: Role
    reason: str
    note: Line = ""
    at: Instant
    outcome: str
    rule: str
    policy_version: int
    fee: Money | None = None
    credit_minutes: int = 0


class Place(Value):
    """A time with everything that it occupies."""

    teacher_id: PersonId
    starts_at: Instant
    ends_at: Instant
    zone: ZoneName
    room_id: RoomId | None = None
    location_id: LocationId | None = None

    @property
    def span(self) -> Span:
        """Its slots on the grid."""
        return Span.between(self.starts_at, self.ends_at)

    @property
    def resources(self) -> tuple[str, ...]:
        """Whose time it takes, students apart."""
        return (self.teacher_id, self.room_id) if self.room_id else (self.teacher_id,)


class Lesson(Entity, Place):
    """One occurrence; `original_start` names it for good, wherever it is moved to.

    `sequence` grows with every change that calendars must hear of (RFC 5545, section 3.8.7.4). Students of a
    cohort stand on its roster, not here; `excused_ids` are those of them who stay away from this one lesson.
    `missed_ids` are those who did not come. `window_id` names the window whose time a one-to-one lesson uses,
    `price` what it costs where that is not the course's; `promised` seats are on offer to who waits for one.
    Families join what is `open_to_families` themselves.
    """

    id: LessonId
    kind: LessonKind
    course_id: CourseId
    cohort_id: CohortId | None = None
    enrollment_id: EnrollmentId | None = None
    series_id: SeriesId | None = None
    window_id: LessonId | None = None
    student_ids: tuple[PersonId, ...] = ()
    excused_ids: tuple[PersonId, ...] = ()
    missed_ids: tuple[PersonId, ...] = ()
    seats: int | None = None
    promised: int = 0
    open_to_families: bool = False
    price: Money | None = None
    original_start: Instant
    status: LessonStatus = LessonStatus.CONFIRMED
    purpose: LessonPurpose = LessonPurpose.REGULAR
    mode: LessonMode = LessonMode.IN_PERSON
    video_url: str | None = None
    sequence: int = 0
    requested_until: Instant | None = None
    cancellation: Cancellation | None = None

    @property
    def calendar_sk(self) -> str:
        """Its place in a calendar: by time, then by id."""
        return f"{self.starts_at.strftime('%Y-%m-%dT%H:%M')}#{self.id}"

    @property
    def calendars(self) -> tuple[str, ...]:
        """Whose calendars it stands in, its location's apart: teacher, room and the students named here."""
        return (*self.resources, *self.student_ids)

    @property
    def occupies(self) -> tuple[str, ...]:
        """Whose time it takes; within a window teacher and room are taken by the window already."""
        return self.student_ids if self.window_id else (*self.resources, *self.student_ids)

    @property
    def place(self) -> Place:
        """When and where it is."""
        return Place(**{name: getattr(self, name) for name in Place.model_fields})

    def is_open(self, now: datetime) -> bool:
        """True while it can still be changed: requested or confirmed, and not begun."""
        return self.status.is_pending and self.starts_at > now

    def opened(self, now: datetime) -> "Lesson":
        """The lesson itself; refuses with `LessonOver` when it cannot be changed any more."""
        if not self.is_open(now):
            raise LessonOver()
        return self

    def revised_for_calendars(self, **changes: Any) -> "Lesson":
        """The lesson with these changes, and a higher sequence, so that calendars take them."""
        return self.model_copy(update={**changes, "sequence": self.sequence + 1})

    def moved_to(self, place: Place) -> "Lesson":
        """The lesson at another time or place, of no window; its name, `original_start`, stays."""
        return self.revised_for_calendars(**dict(place), window_id=None)

    def joined_by(self, students: Iterable[str]) -> "Lesson":
        """The lesson with these students; refuses with `LessonFull`, and a window, which has no seats."""
        after = tuple(dict.fromkeys((*self.student_ids, *students)))
        seats = 0 if self.kind is LessonKind.WINDOW else self.seats
        if seats is not None and len(after) + self.promised > seats:
            raise LessonFull()
        return self.model_copy(update={"student_ids": after})

    def left_by(self, student_id: str) -> "Lesson":
        """The lesson without this student."""
        return self.model_copy(
            update={"student_ids": tuple(one for one in self.student_ids if one != student_id)}
        )
