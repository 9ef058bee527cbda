"""Lessons: what happens at one time with one teacher."""

from enum import StrEnum

from tutti.kit.clock import Instant, ZoneName
from tutti.kit.entity import Entity, Value
from tutti.kit.ids import CohortId, CourseId, EnrollmentId, LessonId, LocationId, PersonId, RoomId
from tutti.scheduling.grid import Span


class LessonKind(StrEnum):
    """With one student, or with a cohort."""

    PRIVATE = "private"
    COHORT = "cohort"


class LessonStatus(StrEnum):
    """Where a lesson stands."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


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
    """One occurrence; `original_start` names it for good, wherever it is moved to."""

    id: LessonId
    kind: LessonKind
    course_id: CourseId
    cohort_id: CohortId | None = None
    enrollment_id: EnrollmentId | None = None
    student_ids: tuple[PersonId, ...] = ()
    original_start: Instant
    status: LessonStatus = LessonStatus.CONFIRMED

    @property
    def calendar_sk(self) -> str:
        """Its place in a calendar: by time, then by id."""
        return f"{self.starts_at.strftime('%Y-%m-%dT%H:%M')}#{self.id}"
