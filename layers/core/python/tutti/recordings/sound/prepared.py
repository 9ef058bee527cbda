"""What the transcoder hands back."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Prepared:
    """A playable recording and its waveform, both in the work folder, and what was measured on the way.

    `audio` is AAC in MP4 whose index comes first; `peaks` is audiowaveform's JSON (version 2), gzipped.
    Loudness is the integrated one of EBU R 128, None where all is too soft or too short for it; the peak
    is the highest sample in dBFS. Both are those of what lies below 8 kHz.
    """

    audio: Path
    peaks: Path
    duration_ms: int
    sample_rate: int
    channels: int
    loudness_lufs: float | None
    peak_dbfs: float | None
    was_remuxed: bool

    @property
    def kept_bytes(self) -> int:
        """How much of the studio's storage it takes."""
        return self.audio.stat().st_size + self.peaks.stat().st_size
