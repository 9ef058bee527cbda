"""Sound for tests, made by FFmpeg itself: tones and clicks in whatever a phone or a browser records."""

import gzip
import json
import subprocess
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tutti.recordings.sound.binary import ffmpeg

CLICK_MS = 12_345
LENGTH_MS = 14_000
TONE = "0.02*sin(880*PI*t)"
CLICK = f"aevalsrc=exprs='if(between(t,12.345,12.347),0.8*sin(3000*PI*(t-12.345)),{TONE})':s=48000:d=14"
PICTURE = ("-f", "lavfi", "-i", "testsrc=d=14:s=32x32:r=5")
NARROW = ("-ar", "8000", "-ac", "1", "-c:a", "libopencore_amrnb")

FORMATS: dict[str, tuple[str, ...]] = {
    "aac.m4a": ("-c:a", "aac", "-b:a", "128k"),
    "alac.m4a": ("-c:a", "alac"),
    "fragments.mp4": ("-c:a", "aac", "-movflags", "+empty_moov+frag_keyframe", "-frag_duration", "900000"),
    "bare.aac": ("-c:a", "aac"),
    "constant.mp3": ("-b:a", "128k"),
    "variable.mp3": ("-q:a", "4"),
    "headless.mp3": ("-write_xing", "0"),
    "8bit.wav": ("-c:a", "pcm_u8"),
    "16bit.wav": (),
    "24bit.wav": ("-c:a", "pcm_s24le"),
    "float.wav": ("-c:a", "pcm_f32le"),
    "rf64.wav": ("-rf64", "always"),
    "flac.flac": (),
    "flac.ogg": ("-c:a", "flac"),
    "vorbis.ogg": ("-c:a", "libvorbis"),
    "opus.ogg": ("-c:a", "libopus"),
    "opus.webm": ("-c:a", "libopus"),
    "live.webm": ("-c:a", "libopus", "-live", "1"),
    "pcm.mkv": ("-c:a", "pcm_s16le"),
    "pcm.caf": ("-c:a", "pcm_s16be"),
    "alac.caf": ("-c:a", "alac"),
    "pcm.aiff": (),
    "float.aifc": ("-c:a", "pcm_f32be", "-f", "aiff"),
    "narrow.amr": NARROW,
    "narrow.3gp": NARROW,
    "aac.3gp": ("-c:a", "aac"),
    "pcm.mov": ("-c:a", "pcm_s16le"),
}
FILMS: dict[str, tuple[str, ...]] = {
    "film.mp4": ("-c:v", "libx264", "-c:a", "aac"),
    "film.mov": ("-c:v", "mjpeg", "-c:a", "alac"),
    "film.webm": ("-c:v", "libvpx", "-c:a", "libopus"),
    "film.mkv": ("-c:v", "libx264", "-c:a", "flac"),
    "film.3gp": ("-c:v", "h263", "-s", "128x96", *NARROW),
}


class Sounds:
    """A folder of sounds, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def made(self, name: str, *arguments: str) -> Path:
        """The file of this name, made by FFmpeg with these arguments."""
        place = self.folder / name
        if not place.exists():
            call(*arguments, str(place))
        return place

    def written(self, name: str, content: Callable[[], bytes]) -> Path:
        """The file of this name, with this content."""
        place = self.folder / name
        if not place.exists():
            place.write_bytes(content())
        return place

    def heard(self, name: str, *sources: str) -> Path:
        """What a source of FFmpeg's plays, such as `sine=d=2`, in the form that the name's end says."""
        return self.made(name, *(part for source in sources for part in ("-f", "lavfi", "-i", source)))

    def click(self) -> Path:
        """A soft tone with one loud click, uncompressed, in stereo."""
        return self.made("click.wav", "-f", "lavfi", "-i", CLICK, "-ac", "2")

    def click_as(self, name: str, *coding: str) -> Path:
        """The click in another format."""
        return self.made(name, "-i", str(self.click()), *(coding or FORMATS.get(name, ())))

    def film(self, name: str, *coding: str, late: str = "0") -> Path:
        """The click with a moving picture, so many seconds after whose start it begins."""
        sound = ("-itsoffset", late, "-i", str(self.click()))
        return self.made(name, *PICTURE, *sound, *(coding or FILMS[name]))


def call(*arguments: str) -> bytes:
    """What FFmpeg writes to its output."""
    command = [ffmpeg(), "-hide_banner", "-nostdin", "-y", "-loglevel", "error", *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def samples_of(audio: Path, rate: int = 8000, channels: int = 1) -> "array[int]":
    """The decoded sound, as a player would play it."""
    form = ("-ac", str(channels), "-ar", str(rate), "-f", "s16le", "-")
    return array("h", call("-i", str(audio), *form))


def waveform_of(peaks: Path) -> dict[str, Any]:
    """The waveform as a browser reads it."""
    document: dict[str, Any] = json.loads(gzip.decompress(peaks.read_bytes()))
    return document


def loudest(values: Any) -> int:
    """Where the value stands that is farthest from zero."""
    return max(range(len(values)), key=lambda at: abs(values[at]))
