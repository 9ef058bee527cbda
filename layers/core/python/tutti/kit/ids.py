"""Prefixed ULIDs: sortable by the time they were made, readable by what they name."""

import hashlib
import os
import re
import time
from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
_SLUG = "^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$"


def _encode(value: int) -> str:
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -1, -5))


def new_id(prefix: str) -> str:
    """A new id such as `les_01J…`: 48 bits of milliseconds, 80 random bits."""
    return f"{prefix}_{_encode(time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), 'big'))}"


def derived_id(prefix: str, *sources: str) -> str:
    """The same id for the same sources, always: for what a retried step creates."""
    digest = hashlib.sha256("\x00".join(sources).encode()).digest()
    return f"{prefix}_{_encode(int.from_bytes(digest[:16], 'big') >> 3)}"


def dated_id(prefix: str, at: datetime, *sources: str) -> str:
    """The same id for the same instant and sources, in the order of the instants."""
    digest = hashlib.sha256("\x00".join(sources).encode()).digest()
    return f"{prefix}_{_encode(int(at.timestamp() * 1000) << 80 | int.from_bytes(digest[:10], 'big'))}"


def first_id(prefix: str, at: datetime) -> str:
    """The id before all that are made from this instant on, and after those that were made before it."""
    return f"{prefix}_{_encode(int(at.timestamp() * 1000) << 80)}"


def pattern(prefix: str) -> StringConstraints:
    """The constraint by which pydantic and OpenAPI know ids of this prefix."""
    return StringConstraints(pattern=f"^{prefix}_{_ULID}$")


def is_slug(text: str) -> bool:
    """True for what could be the public address of a studio."""
    return re.fullmatch(_SLUG, text) is not None


StudioId = Annotated[str, pattern("stu")]
PersonId = Annotated[str, pattern("per")]
LocationId = Annotated[str, pattern("loc")]
RoomId = Annotated[str, pattern("rom")]
InvitationId = Annotated[str, pattern("inv")]
Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
TeacherId = PersonId
GuardianId = PersonId
StudentId = PersonId
FamilyId = Annotated[str, pattern("fam")]
CourseId = Annotated[str, pattern("crs")]
CohortId = Annotated[str, pattern("coh")]
EnrollmentId = Annotated[str, pattern("enr")]
LessonId = Annotated[str, pattern("les")]
InvoiceId = Annotated[str, pattern("bil")]
PaymentId = Annotated[str, pattern("pay")]
SeriesId = Annotated[str, pattern("ser")]
RescheduleId = Annotated[str, pattern("rsc")]
CreditId = Annotated[str, pattern("crd")]
WaitlistEntryId = Annotated[str, pattern("wai")]
SeatOfferId = Annotated[str, pattern("sof")]
ClosureId = Annotated[str, pattern("clo")]
FeedId = Annotated[str, pattern("fee")]
CancellationId = Annotated[str, pattern("can")]
CommentId = Annotated[str, pattern("com")]
RubricId = Annotated[str, pattern("rub")]
GradeId = Annotated[str, pattern("grd")]
ResourceId = Annotated[str, pattern("res")]
CurriculumId = Annotated[str, pattern("cur")]
PieceId = Annotated[str, pattern("pie")]
RecordingId = Annotated[str, pattern("rec")]
FileId = Annotated[str, pattern("fil")]
AssignmentTemplateId = Annotated[str, pattern("atp")]
AssignmentId = Annotated[str, pattern("asg")]
SubmissionId = Annotated[str, pattern("sub")]
NoteId = Annotated[str, pattern("not")]
