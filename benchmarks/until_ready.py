"""From a browser's ten minutes to a recording that plays, beside one plain AAC encode of the same file.

Seconds by the clock, since a family waits by the clock: what the upload, the queue, the transcoder's start
and its own work add to the encode.
"""

import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure
from local.cloud import Cloud
from tests.support.deployed import Deployed
from tests.support.phones import a_song
from tests.support.small_school import SmallSchool
from tests.support.uploader import Uploader
from tutti.recordings.sound.binary import ffmpeg

MINUTES = 10


def figures(cloud: Cloud) -> list[Figure]:
    """How many seconds longer than the encode it takes until the recording is ready."""
    family = Uploader(SmallSchool.founded(Deployed(cloud)))
    family.over(family.upload(a_song()))
    with TemporaryDirectory() as folder:
        song = recorded(Path(folder))
        encode = encoding(song)
        waited = waiting(family, song.read_bytes())
    note = f"{waited:.1f} s until it is ready, {encode:.1f} s a plain encode"
    name = f"upload of {MINUTES} min until ready, beyond its AAC encode (s)"
    return [Figure(name, round(waited - encode, 2), "<= 3", note)]


def recorded(folder: Path) -> Path:
    """Ten minutes of a voice and a noise, as Chromium records them: Opus, which is never copied."""
    song = folder / "song.webm"
    voice, noise = "sine=220:r=48000,vibrato=f=6:d=0.4", "anoisesrc=c=pink:a=0.2:r=48000"
    lasting = ("-t", str(MINUTES * 60), "-ac", "2", "-c:a", "libopus", "-b:a", "128k")
    _call("-f", "lavfi", "-i", f"{voice}[a];{noise}[b];[a][b]amix=2", *lasting, str(song))
    return song


def encoding(song: Path) -> float:
    """The seconds of one plain encode."""
    before = time.perf_counter()
    _call("-i", str(song), "-vn", "-c:a", "aac", "-b:a", "128k", str(song.with_name("plain.m4a")))
    return time.perf_counter() - before


def waiting(family: Uploader, song: bytes) -> float:
    """The seconds from the announcement until the family sees it ready; fails when it is rejected."""
    before = time.perf_counter()
    made = family.over(family.upload(song, "audio/webm"))
    if made["state"] != "ready":
        raise RuntimeError(f"the recording was rejected: {made['rejection']}")
    return time.perf_counter() - before


def _call(*arguments: str) -> None:
    command = [ffmpeg(), "-hide_banner", "-nostdin", "-y", "-loglevel", "error", *arguments]
    subprocess.run(command, check=True)
