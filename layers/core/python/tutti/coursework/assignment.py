"""Assignments: work for students, with a day on which it is due (CRS-2)."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from tutti.coursework.template import Section
from tutti.kit.clock import Instant, ZoneName, zone
from tutti.kit.entity import Entity, Instrument, Name
from tutti.kit.errors import Conflict, Invalid, NotFound
from tutti.kit.ids import AssignmentId, AssignmentTemplateId, CohortId, LessonId, LocationId, PersonId
from tutti.people.family import Level
from tutti.scheduling.recurrence.wall_time import instant_of_wall
from tutti.scheduling.series.series import Wall

MOST_STUDENTS = 500


class NoSuchAssignment(NotFound):
    """This studio has no such assignment."""


class DueInThePast(Invalid):
    """What is due has passed already; choose a later time, or none."""


class NobodyToAssign(Conflict):
    """An assignment is for somebody: name students, a cohort or a lesson with students."""


class TooManyStudents(Conflict):
    """An assignment is for 500 students at most; make a second one."""


class AlreadyPublished(Conflict):
    """This assignment is published already."""


class NotPublished(Conflict):
    """This assignment takes no submissions: it is not published, or is closed, or was taken back."""


class TooLateToSubmit(Conflict):
    """This assignment takes nothing after its due date; ask the teacher for more time."""


def _in_our_calendar(wall: datetime) -> datetime:
    if not 2020 <= wall.year < 2200:
        raise ValueError("not in the years 2020 to 2199")
    return wall.replace(microsecond=0)


Due = Annotated[Wall, AfterValidator(_in_our_calendar)]
"""A time on the clock of the studio."""
Grace = Annotated[int, Field(ge=0, le=7 * 24 * 60)]
Attempts = Annotated[int, Field(ge=1, le=50)]
StudentIds = Annotated[tuple[PersonId, ...], Field(max_length=MOST_STUDENTS)]


class AssignmentState(StrEnum):
    """Where an assignment stands; of a withdrawn one stays only what was handed in or graded."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Assignment(Entity):
    """Work for students, with the wall time in the studio's zone when it is due, and its instant.

    Its texts hold no placeholders but the built-in ones, which are filled in whenever they are shown. Its
    students are those named, and from its publishing on also those of its cohort or lesson.
    """

    id: AssignmentId
    teacher_id: PersonId
    title: Name
    sections: tuple[Section, ...]
    instrument: Instrument | None = None
    level: Level | None = None
    template_id: AssignmentTemplateId | None = None
    template_version: int | None = None
    student_ids: tuple[PersonId, ...] = ()
    cohort_id: CohortId | None = None
    lesson_id: LessonId | None = None
    location_ids: tuple[LocationId, ...] = ()
    due: Wall | None = None
    zone: ZoneName
    due_at: Instant | None = None
    grace_minutes: Grace = 0
    attempts_allowed: Attempts | None = None
    accepts_late: bool = True
    state: AssignmentState = AssignmentState.DRAFT
    created_at: Instant
    published_at: Instant | None = None

    @property
    def late_after(self) -> datetime | None:
        """The instant after which what comes is late: when it is due, and the minutes of grace."""
        return self.due_at + timedelta(minutes=self.grace_minutes) if self.due_at else None

    @property
    def is_shown_to_students(self) -> bool:
        """True for all but drafts; of a withdrawn one students see what they have handed in."""
        return self.state is not AssignmentState.DRAFT

    def is_open_to_newcomers(self, now: datetime) -> bool:
        """True while who joins its cohort gets it as well: published, and not past its due date."""
        is_ahead = self.due_at is None or self.due_at > now
        return self.state is AssignmentState.PUBLISHED and is_ahead

    def refuse_submissions(self, now: datetime, *, is_asked_for: bool) -> None:
        """Refuse `NotPublished`, and `TooLateToSubmit` unless the teacher asked for this attempt."""
        if self.state is not AssignmentState.PUBLISHED:
            raise NotPublished()
        is_late = self.late_after is not None and now > self.late_after
        if is_late and not self.accepts_late and not is_asked_for:
            raise TooLateToSubmit()

    def refuse_past(self, now: datetime) -> None:
        """Refuse with `DueInThePast`."""
        if self.due_at is not None and self.due_at <= now:
            raise DueInThePast()

    def published(self, student_ids: tuple[str, ...], now: datetime) -> "Assignment":
        """The assignment for these students; refuses what cannot be published."""
        if self.state is not AssignmentState.DRAFT:
            raise AlreadyPublished()
        self.refuse_past(now)
        if not student_ids:
            raise NobodyToAssign()
        if len(student_ids) > MOST_STUDENTS:
            raise TooManyStudents()
        update = {"student_ids": student_ids, "state": AssignmentState.PUBLISHED, "published_at": now}
        return self.model_copy(update=update)

    def changed(self, **changes: Any) -> "Assignment":
        """The assignment with these changes; when it is due follows from the wall time."""
        after = self.model_copy(update=changes)
        return after.model_copy(update={"due_at": instant_due(after.due, after.zone)})


def instant_due(due: datetime | None, zone_name: str) -> datetime | None:
    """The instant of a wall time in a zone: what clocks skip is later, what they show twice is the first."""
    return instant_of_wall(due, zone(zone_name)).astimezone(UTC) if due else None
