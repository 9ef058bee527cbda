"""The record of a cancellation: what happened, and for each student the case and its outcome.

It says everything that a policy looks at, so that another policy can be tried on it at any time.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from tutti.kit.clock import Instant, ZoneName
from tutti.kit.entity import Entity, Instrument, Line, Value, Version
from tutti.kit.errors import Conflict, NotFound
from tutti.kit.ids import (
    CancellationId,
    CohortId,
    CourseId,
    FamilyId,
    LessonId,
    LocationId,
    PersonId,
    SeriesId,
    derived_id,
)
from tutti.kit.money import Money
from tutti.kit.role import Role
from tutti.scheduling.cancellation.case import CancellationReason, CancelledBy, Case, EarlierCancellation
from tutti.scheduling.cancellation.outcomes import OutcomeName, Resolved, Verdict
from tutti.scheduling.lesson import LessonKind, LessonMode, LessonPurpose


class NothingToDecide(Conflict):
    """This cancellation is decided already."""


class NotInvolved(NotFound):
    """This student is not part of the cancellation."""


class CancelledBefore(Conflict):
    """This lesson was cancelled for your child, and settled; ask the school for the seat."""


class Part(Resolved):
    """What the cancellation means for one student: by which rule, and what a makeup lesson gave back."""

    student_id: PersonId
    family_id: FamilyId
    earlier: tuple[EarlierCancellation, ...] = ()
    rule: str
    restored_minutes: int = 0
    decided_by: PersonId | None = None
    decided_at: Instant | None = None


class CancellationRecord(Entity):
    """One cancellation, of a lesson as a whole or of one student's part in it (`is_whole`).

    `unsettled_ids` are students of a large group whose time and credit follow in further writes.
    """

    id: CancellationId
    lesson_id: LessonId
    is_whole: bool
    was_confirmed: bool = True
    series_id: SeriesId | None = None
    cohort_id: CohortId | None = None
    course_id: CourseId
    instrument: Instrument
    teacher_id: PersonId
    location_id: LocationId | None = None
    by: CancelledBy
    role: Role
    person_id: PersonId
    reason: CancellationReason
    note: Line = ""
    at: Instant
    starts_at: Instant
    ends_at: Instant
    zone: ZoneName
    kind: LessonKind
    purpose: LessonPurpose
    mode: LessonMode
    price: Money
    policy_version: int
    parts: tuple[Part, ...]
    unsettled_ids: tuple[PersonId, ...] = ()

    @property
    def is_undecided(self) -> bool:
        """True while the office has a question to answer."""
        return any(part.outcome is OutcomeName.ASK for part in self.parts)

    def case_of(self, part: Part) -> Case:
        """The case that a policy decides for this student."""
        return Case(
            by=self.by,
            reason=self.reason,
            cancelled_at=self.at,
            earlier=part.earlier,
            **{name: getattr(self, name) for name in ("starts_at", "ends_at", "zone", "price")},
            **{name: getattr(self, name) for name in ("kind", "purpose", "mode")},
        )

    def part_of(self, student_id: str) -> Part | None:
        """What it means for this student; None for who is not involved."""
        return next((part for part in self.parts if part.student_id == student_id), None)

    def undecided(self, student_id: str | None) -> tuple[Part, ...]:
        """The parts to be decided, perhaps of one student; refuses `NotInvolved` and `NothingToDecide`."""
        named = [part for part in self.parts if student_id in (None, part.student_id)]
        if not named:
            raise NotInvolved()
        if not (open_ones := tuple(part for part in named if part.outcome is OutcomeName.ASK)):
            raise NothingToDecide()
        return open_ones

    def with_parts(self, *changed: Part) -> "CancellationRecord":
        """The record with these parts as they are now."""
        now = {part.student_id: part for part in changed}
        parts = tuple(now.get(part.student_id, part) for part in self.parts)
        return self.model_copy(update={"parts": parts})


class CancellationRequest(Value):
    """A lesson to be cancelled; `student_id` names the child where a family has several, or a cohort."""

    reason: CancellationReason
    note: Line = ""
    student_id: PersonId | None = None
    version: Version | None = None


class CancellationDecision(Value):
    """What the office decides, for one student or for all who wait."""

    student_id: PersonId | None = None
    outcome: Verdict
    version: Version


class LoggedCancellation(EarlierCancellation):
    """A lesson that a student's family cancelled."""

    lesson_id: LessonId


class CancellationLog(Value):
    """What a student's family cancelled in the last years: for counting, read with everything else."""

    lines: Annotated[tuple[LoggedCancellation, ...], Field(max_length=300)] = ()

    def adding(self, line: LoggedCancellation, since: date) -> "CancellationLog":
        """The log with one more line, without those before this day."""
        kept = [one for one in self.lines if one.lesson_on >= since and one.lesson_id != line.lesson_id]
        return CancellationLog(lines=(*kept, line)[-300:])

    def earlier(self) -> tuple[EarlierCancellation, ...]:
        """What came before, as cases tell it."""
        return tuple(EarlierCancellation(lesson_on=line.lesson_on, reason=line.reason) for line in self.lines)


def cancellation_id_of(lesson_id: str, student_id: str | None = None) -> str:
    """The id of the cancellation of a lesson, or of one student's part in it."""
    return derived_id("can", lesson_id, student_id or "")


def cancellation_named(fact: str, subject: str, told: Mapping[str, Any]) -> str | None:
    """The cancellation that a fact is about; None for a lesson that the policy had nothing to do with."""
    return subject if fact == "CancellationDecided" else told.get("cancellation_id")


def sort_key(at: datetime, cancellation_id: str) -> str:
    """Where a cancellation lies among all of a studio: by time."""
    return f"{at:%Y-%m-%dT%H:%M:%S.%fZ}#{cancellation_id}"
