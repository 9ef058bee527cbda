"""What is told of recordings and files."""

from tutti.kit.facts import Fact


class RecordingAnnounced(Fact):
    """Somebody is about to upload a recording."""

    student_id: str | None


class RecordingRenamed(Fact):
    """A recording is called otherwise."""


class RecordingReady(Fact):
    """A recording can be played; `revision` is above 1 when it could be before."""

    student_id: str | None
    made_by: str
    revision: int


class RecordingRejected(Fact):
    """Nothing came of a recording, for the reason of this code."""

    student_id: str | None
    made_by: str
    code: str


class RecordingDeleted(Fact):
    """A recording is gone, with all that was stored of it."""

    student_id: str | None


class TranscodingAsked(Fact):
    """A recording shall be made anew from its upload; `revision` is what it is of now."""

    revision: int


class FileAnnounced(Fact):
    """Somebody is about to upload a file."""

    student_id: str | None


class FileReady(Fact):
    """A file can be opened."""

    student_id: str | None
    made_by: str


class FileRejected(Fact):
    """Nothing came of a file, for the reason of this code."""

    student_id: str | None
    made_by: str
    code: str


class FileDeleted(Fact):
    """A file is gone."""

    student_id: str | None


class UploadLapsed(Fact):
    """What was announced should have arrived, and been looked at, by now."""
