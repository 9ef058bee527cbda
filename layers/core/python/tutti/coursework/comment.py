"""Comments: on a moment or a passage of a recording, on a mark on a page, or in answer to another (CRS-4).

Moments are milliseconds of the sound itself, so that a comment stands where it stood when the recording is
made anew from its upload.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Line, Value, Version
from tutti.kit.errors import Invalid, NotAllowed
from tutti.kit.ids import CommentId, FileId, PersonId, RecordingId, SubmissionId
from tutti.kit.role import FAMILY, OFFICE, STAFF, Role
from tutti.studios.brand import Colour

LATEST_MS = 4 * 60 * 60 * 1000
YELLOW = "#ffd43b"

Moment = Annotated[int, Field(ge=0, le=LATEST_MS)]
Part = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
BarLabel = Annotated[Line, Field(max_length=40)]


class BeyondTheEnd(Invalid):
    """The recording or the file ends before that; choose a moment or a page of it."""


class StaffNotes(NotAllowed):
    """Only staff make notes that families do not see."""


class SomebodyElsesComment(NotAllowed):
    """People change their own comments; staff remove those of families as well, the office all."""


class RepliesStayOpen(Invalid):
    """A reply is neither open nor resolved; resolve the comment that it answers."""


class CommentVisibility(StrEnum):
    """Who reads a comment: everybody who sees what it stands on, or of them the staff alone."""

    EVERYONE = "everyone"
    STAFF = "staff"


class Area(Value):
    """A rectangle on a page, in parts of its width and height from the upper left corner."""

    x: Part
    y: Part
    width: Part
    height: Part

    @model_validator(mode="after")
    def _lies_on_the_page(self) -> "Area":
        if max(self.x + self.width, self.y + self.height) > 1 + 1e-9:
            raise ValueError("the rectangle lies on the page")
        return self


class CommentDraft(Value):
    """A comment to be made: on a recording from `at_ms` on, on a `page` of a file, or as a reply.

    A reply stands where the comment stands that it answers, and is seen by no more people than that.
    """

    recording_id: RecordingId | None = None
    at_ms: Moment | None = None
    until_ms: Moment | None = None
    file_id: FileId | None = None
    page: Annotated[int, Field(ge=1, le=5000)] | None = None
    area: Area | None = None
    colour: Colour = YELLOW
    bar: BarLabel = Field("", description='What people call the place, such as "bar 12".')
    reply_to: CommentId | None = None
    submission_id: SubmissionId | None = Field(None, description="The submission in which it was found.")
    text: Words
    visibility: CommentVisibility = CommentVisibility.EVERYONE

    @model_validator(mode="after")
    def _stands_somewhere(self) -> "CommentDraft":
        on = [self.recording_id, self.file_id, self.reply_to]
        if sum(one is not None for one in on) != 1:
            raise ValueError("a comment stands on a recording or on a file, or answers a comment")
        if (self.at_ms is None) == (self.recording_id is not None):
            raise ValueError("at_ms is said of recordings, and of them always")
        if (self.page is None) == (self.file_id is not None):
            raise ValueError("a page is said of files, and of them always")
        if self.until_ms is not None and (self.at_ms is None or self.until_ms <= self.at_ms):
            raise ValueError("a passage of a recording ends after it begins")
        if self.area is not None and self.file_id is None:
            raise ValueError("a rectangle lies on a page of a file")
        if self.reply_to and (self.bar or self.submission_id):
            raise ValueError("a reply stands where the comment stands that it answers")
        return self


class Comment(Entity):
    """A comment; once removed, one that was answered stays as an empty place, `is_removed`."""

    id: CommentId
    recording_id: RecordingId | None = None
    at_ms: int | None = None
    until_ms: int | None = None
    file_id: FileId | None = None
    page: int | None = None
    area: Area | None = None
    colour: Colour = YELLOW
    bar: str = ""
    reply_to: CommentId | None = None
    submission_id: SubmissionId | None = None
    student_id: PersonId | None = None
    text: str
    visibility: CommentVisibility
    author_id: PersonId
    author_role: Role
    made_at: Instant
    edited_at: Instant | None = None
    is_resolved: bool = False
    resolved_by: PersonId | None = None
    is_removed: bool = False

    @property
    def stands_on(self) -> str:
        """The recording or the file on which it stands."""
        return self.recording_id or self.file_id or ""

    @property
    def place(self) -> str:
        """Where it stands among the others: by time, or by page from top to bottom; replies after theirs."""
        down = round((self.area.y if self.area else 0) * 10_000)
        begins = f"{self.at_ms:010d}" if self.at_ms is not None else f"{self.page or 0:05d}#{down:05d}"
        return f"{begins}#{self.reply_to}#{self.id}" if self.reply_to else f"{begins}#{self.id}"

    def is_seen_by(self, role: Role) -> bool:
        """True for staff, and for families unless it is a note among staff."""
        return role in STAFF or self.visibility is CommentVisibility.EVERYONE

    def edited(self, update: "CommentUpdate", *, by: str, now: datetime) -> "Comment":
        """The comment with what is said in the update; refuses `SomebodyElsesComment`, `RepliesStayOpen`."""
        changes: dict[str, object] = {}
        if update.text is not None:
            if by != self.author_id:
                raise SomebodyElsesComment()
            changes |= {"text": update.text, "edited_at": now}
        if update.is_resolved is not None:
            if self.reply_to:
                raise RepliesStayOpen()
            resolver = by if update.is_resolved else None
            changes |= {"is_resolved": update.is_resolved, "resolved_by": resolver}
        return self.model_copy(update=changes)

    def refuse_removal(self, *, by: str, role: Role) -> None:
        """Refuse with `SomebodyElsesComment` whose it is not."""
        is_familys = self.author_role in FAMILY and role is Role.TEACHER
        if not (by == self.author_id or role in OFFICE or is_familys):
            raise SomebodyElsesComment()

    def removed(self) -> "Comment":
        """What is left of it where replies need a place: nothing that anybody said."""
        return self.model_copy(update={"text": "", "bar": "", "area": None, "is_removed": True})


class CommentUpdate(Value):
    """What shall be different: its text, or whether it is resolved."""

    text: Words | None = None
    is_resolved: bool | None = None
    version: Version
