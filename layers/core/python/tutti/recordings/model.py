"""Recordings: what is played and heard, and what those say who hand it in."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from tutti.kit.clock import Instant
from tutti.kit.entity import Name, Value, Version
from tutti.kit.ids import RecordingId, StudentId
from tutti.recordings.deposit import Deposit, DepositShown, Sha256

LARGEST = 10**9
"""Bytes: ten minutes of a phone's video, or of the finest sound that anybody records."""

_KINDS = r"(?:(?:audio|video)/[A-Za-z0-9.+-]+|application/(?:ogg|octet-stream))"
_CODECS = r'(?:; ?codecs="?[A-Za-z0-9., ]+"?)?'
SoundType = Annotated[str, StringConstraints(to_lower=True, max_length=100, pattern=f"^{_KINDS}{_CODECS}$")]


class RecordingDraft(Value):
    """A recording that is about to be uploaded, of a student; of nobody it is the studio's own."""

    student_id: StudentId | None = None
    title: Name
    content_type: SoundType = Field(description="What the browser says it is; its content decides.")
    bytes: Annotated[int, Field(ge=1, le=LARGEST)]
    sha256: Sha256 | None = Field(None, description="Of the file; it is confirmed when the file has arrived.")
    recorded_on: date | None = None


class RecordingUpdate(Value):
    """The recording as it shall be called."""

    title: Name
    version: Version


class Sound(Value):
    """What was measured of it; the player brings it to the usual loudness."""

    recorded_on: date | None = None
    duration_ms: int | None = None
    loudness_lufs: float | None = None
    peak_dbfs: float | None = None


class Recording(Deposit, Sound):
    """A recording that the studio keeps."""

    id: RecordingId

    def shown(self, **links: object) -> "RecordingShown":
        """What those who may hear it read of it."""
        fields = RecordingShown.model_fields.keys() & Recording.model_fields.keys()
        return RecordingShown.model_validate({name: getattr(self, name) for name in fields} | links)


class RecordingShown(DepositShown, Sound):
    """A recording; once it is ready it is played from `audio_url`, its waveform read from `peaks_url`.

    The links are good until `links_expire_at` and answer requests for ranges.
    """

    id: RecordingId
    audio_url: str | None = None
    peaks_url: str | None = None
    links_expire_at: Instant | None = None
