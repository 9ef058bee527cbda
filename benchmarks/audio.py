"""Recordings: the transcoder against one plain AAC encode of the same ten minutes by the same FFmpeg.

Ratios are of processor time, ours with all that Python does, on one processor, as the function has in AWS.
Memory is the peak of both processes, added up.
"""

import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure
from tests.support.weighing import LIMIT, weighed
from tutti.recordings.sound import prepare
from tutti.recordings.sound.binary import ffmpeg

ROUNDS = 7
MEGA = 1024 * 1024
MUSIC = (
    "sine=220:r=48000:d=600,vibrato=f=6:d=0.4[low];sine=659:r=48000:d=600,tremolo=f=3:d=0.9[high];"
    "anoisesrc=c=pink:a=0.2:r=48000:d=600,tremolo=f=2:d=0.9[beat];"
    "[low][beat]amix=2,aformat=channel_layouts=mono[left];[high]aformat=channel_layouts=mono[right];"
    "[left][right]amerge=2"
)


def measure() -> list[Figure]:
    """What encoding, remuxing and their memory cost."""
    with TemporaryDirectory() as name, one_processor():
        folder = Path(name)
        lossless, coded, hour = sources(folder)
        return [
            against_plain("transcoding 10 min with waveform / AAC encode", lossless, folder, "<= 1.1"),
            against_plain("remuxing 10 min with waveform / AAC encode", coded, folder, "<= 0.15"),
            memory("memory of transcoding 10 min (MiB)", lossless, folder),
            memory("memory of remuxing 10 min (MiB)", coded, folder),
            memory("memory of remuxing 60 min (MiB)", hour, folder),
        ]


@contextmanager
def one_processor() -> Iterator[None]:
    """Everything that is started meanwhile shares one processor."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def sources(folder: Path) -> tuple[Path, Path, Path]:
    """Ten minutes of m4a that must be encoded, ten that need not be, and an hour of these."""
    lossless, coded, hour = (folder / f"{name}.m4a" for name in ("lossless", "coded", "hour"))
    call("-f", "lavfi", "-i", MUSIC, "-c:a", "alac", str(lossless))
    call("-i", str(lossless), "-c:a", "aac", "-b:a", "160k", str(coded))
    call("-stream_loop", "5", "-i", str(coded), "-c", "copy", str(hour))
    return lossless, coded, hour


def against_plain(name: str, source: Path, folder: Path, bar: str) -> Figure:
    """Our time over that of one plain encode, each the best of some rounds in turn."""

    def ours() -> None:
        prepare(source, folder, limit=LIMIT)

    def plain() -> None:
        call("-i", str(source), "-vn", "-c:a", "aac", "-b:a", "128k", str(folder / "plain.m4a"))

    times = [(seconds(ours), seconds(plain)) for _ in range(ROUNDS)]
    mine, theirs = (min(column) for column in zip(*times, strict=True))
    return Figure(name, round(mine / theirs, 3), bar, f"{mine:.1f} s against {theirs:.1f} s")


def seconds(work: Callable[[], None]) -> float:
    """The processor's time of the work, in this process and in those that it starts."""
    before = time.process_time() + childrens()
    work()
    return time.process_time() + childrens() - before


def childrens() -> float:
    """The processor's time of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def memory(name: str, source: Path, folder: Path) -> Figure:
    """The peak of a process that does nothing else, and of its FFmpeg."""
    _, weight = weighed(source, folder)
    return Figure(name, round(weight / MEGA), "<= 256")


def call(*arguments: str) -> None:
    """Let FFmpeg do this."""
    command = [ffmpeg(), "-hide_banner", "-nostdin", "-y", "-loglevel", "error", *arguments]
    subprocess.run(command, check=True)
