"""Recordings on their shelf: sound that every browser plays, and its waveform."""

from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from tutti.kit.media import MediaKind
from tutti.recordings.deposit import Rejection
from tutti.recordings.facts import RecordingDeleted, RecordingReady, RecordingRejected
from tutti.recordings.model import Recording
from tutti.recordings.shelf import Made, Object, Shelf
from tutti.recordings.store import RecordingStore
from tutti.studios.model import Policy

AUDIO, PEAKS = "audio.m4a", "peaks.json"
AUDIO_TYPE, PEAKS_TYPE = "audio/mp4", "application/json"


class RecordingShelf(Shelf[Recording]):
    """The recordings of one studio; uploads stay until the bucket lets them expire."""

    keeps_uploads: ClassVar[bool] = True

    def open_store(self) -> RecordingStore:
        return RecordingStore(self.tenant)

    def make(self, deposit: Recording, source: Path, workdir: Path, policy: Policy) -> Made:
        from tutti.recordings.sound import prepare

        prepared = prepare(source, workdir, limit=timedelta(minutes=policy.recording_minutes))
        audio, peaks = self.made_keys(deposit.id, deposit.attempts)
        measured = ("duration_ms", "loudness_lufs", "peak_dbfs")
        return Made(
            [Object(audio, prepared.audio, AUDIO_TYPE), Object(peaks, prepared.peaks, PEAKS_TYPE, "gzip")],
            {name: getattr(prepared, name) for name in measured},
        )

    def made_keys(self, deposit_id: str, number: int) -> list[str]:
        return [self.media.key(MediaKind.RENDITION, deposit_id, str(number), name) for name in (AUDIO, PEAKS)]

    def ready_fact(self, deposit: Recording) -> RecordingReady:
        return RecordingReady(
            subject=deposit.id,
            student_id=deposit.student_id,
            made_by=deposit.made_by,
            revision=deposit.revision,
        )

    def rejected_fact(self, deposit: Recording, rejection: Rejection) -> RecordingRejected:
        return RecordingRejected(
            subject=deposit.id,
            student_id=deposit.student_id,
            made_by=deposit.made_by,
            code=rejection.code,
        )

    def deleted_fact(self, deposit: Recording) -> RecordingDeleted:
        return RecordingDeleted(subject=deposit.id, student_id=deposit.student_id)
