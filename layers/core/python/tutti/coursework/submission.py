"""Submissions: what a student hands in, one attempt after the other (CRS-3, CRS-6)."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tutti.coursework.student_work import HandedIn
from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Text, Value
from tutti.kit.errors import Invalid, NotFound
from tutti.kit.ids import AssignmentId, FileId, PersonId, RecordingId, SubmissionId


class NoSuchSubmission(NotFound):
    """This studio has no such submission."""


class NothingSubmitted(Invalid):
    """A submission has a recording, a file or a text."""


class NewSubmission(Value):
    """What is handed in; staff and guardians say for whom."""

    assignment_id: AssignmentId
    student_id: PersonId | None = None
    recording_ids: Annotated[tuple[RecordingId, ...], Field(max_length=10)] = ()
    file_ids: Annotated[tuple[FileId, ...], Field(max_length=20)] = ()
    text: Text = ""

    def refuse_empty(self) -> None:
        """Refuse with `NothingSubmitted` what holds nothing."""
        if not (self.recording_ids or self.file_ids or self.text):
            raise NothingSubmitted()


class Submission(Entity):
    """One attempt, as it was handed in; `due_at` is when it had to be, grace included, as it stood then.

    An attempt that the teacher asked for is due at no time.
    """

    id: SubmissionId
    assignment_id: AssignmentId
    student_id: PersonId
    teacher_id: PersonId
    attempt: Annotated[int, Field(ge=1)]
    submitted_at: Instant
    submitted_by: PersonId
    due_at: Instant | None = None
    recording_ids: tuple[RecordingId, ...] = ()
    file_ids: tuple[FileId, ...] = ()
    text: str = ""

    @property
    def handed_in(self) -> HandedIn:
        """What the student's work keeps of it."""
        return HandedIn(
            submission_id=self.id,
            at=self.submitted_at,
            due_at=self.due_at,
            recording_ids=self.recording_ids,
        )

    def shown(self, late_after: datetime | None) -> "SubmissionShown":
        """The submission as people read it, given after when it is late by the due date that holds now."""
        fields = {name: getattr(self, name) for name in SubmissionShown.model_fields if name != "is_late"}
        return SubmissionShown(**fields, is_late=self.handed_in.is_late(late_after))


class SubmissionShown(Entity):
    """One attempt; late is what came after the due date as it was and after the one that holds now."""

    id: SubmissionId
    assignment_id: AssignmentId
    student_id: PersonId
    attempt: int
    submitted_at: Instant
    submitted_by: PersonId
    is_late: bool
    recording_ids: tuple[RecordingId, ...] = ()
    file_ids: tuple[FileId, ...] = ()
    text: str = ""
