"""What phones and browsers record, made by FFmpeg: short, and in their own formats."""

import subprocess
from functools import cache

from tutti.recordings.sound.binary import ffmpeg

TONE, SILENCE = "sine=frequency=440:sample_rate=48000", "anullsrc=r=48000:cl=mono"
FORMATS: dict[str, tuple[str, list[str]]] = {
    "audio/mp4": ("mp4", ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"]),
    "audio/webm;codecs=opus": ("webm", ["-c:a", "libopus", "-b:a", "32k"]),
    "audio/mpeg": ("mp3", ["-c:a", "libmp3lame"]),
}


@cache
def a_song(content_type: str = "audio/mp4", *, seconds: float = 2.0, source: str = TONE) -> bytes:
    """A tone of so many seconds as this type of file, unless another source is named."""
    container, coded = FORMATS[content_type]
    made = ["-f", "lavfi", "-i", source, "-t", str(seconds), *coded, "-f", container, "pipe:1"]
    quiet = ["-hide_banner", "-loglevel", "error", "-nostdin"]
    return subprocess.run([str(ffmpeg()), *quiet, *made], capture_output=True, check=True).stdout
