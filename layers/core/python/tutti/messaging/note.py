"""Notes: what people find when they come to the page, told by kind and by what it is about (COM-2)."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Line, Page, Value
from tutti.kit.ids import (
    AssignmentId,
    CommentId,
    FileId,
    GradeId,
    NoteId,
    PersonId,
    RecordingId,
    SubmissionId,
)

KEPT = timedelta(days=180)
MOST_COUNTED = 100


class NoteKind(StrEnum):
    """What a note tells."""

    ASSIGNMENT_GIVEN = "assignment_given"
    SUBMISSION_RECEIVED = "submission_received"
    RECORDING_READY = "recording_ready"
    RECORDING_REJECTED = "recording_rejected"
    GRADE_GIVEN = "grade_given"
    COMMENT_ADDED = "comment_added"


class Subjects(Value):
    """What a note is about, by ids: notes name nobody."""

    student_id: PersonId | None = None
    assignment_id: AssignmentId | None = None
    submission_id: SubmissionId | None = None
    recording_id: RecordingId | None = None
    file_id: FileId | None = None
    grade_id: GradeId | None = None
    comment_id: CommentId | None = None


class NoteRead(Value):
    """Whether and when it was read."""

    kind: NoteKind
    about: Subjects
    created_at: Instant
    read_at: Instant | None = None


class Note(Entity, NoteRead):
    """A note to one person; after half a year it is gone."""

    id: NoteId
    person_id: PersonId


class NoteShown(NoteRead):
    """A note with the names that hold now; empty where what it is about is gone."""

    id: NoteId
    student: Line = Field("", description="The given name of the student whom it is about.")
    title: Line = Field("", description="What the assignment, the recording or the file is called.")
    reason: str = Field("", description="Why nothing came of a recording.")


class NotePage(Page[NoteShown]):
    """A page of notes, the newest first."""

    unread: int = Field(description="How many of all notes are unread; at most 100 are counted.")


class NotesRead(Value):
    """Which notes were read: all up to one and that one, or some."""

    up_to: NoteId | None = None
    note_ids: Annotated[tuple[NoteId, ...], Field(max_length=50)] = ()

    @model_validator(mode="after")
    def _names_some(self) -> "NotesRead":
        if (self.up_to is None) != bool(self.note_ids):
            raise ValueError("either up_to or note_ids says which")
        return self

    def names(self, note: Note) -> bool:
        """True for a note that was read."""
        return note.id in self.note_ids or (self.up_to is not None and note.id <= self.up_to)


class Unread(Value):
    """What is left."""

    unread: int = Field(description="How many notes are unread; at most 100 are counted.")
