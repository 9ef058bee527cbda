"""The one way from an upload to a recording."""

import math
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tutti.recordings.sound.boxes import check_boxes
from tutti.recordings.sound.command import Work, to_look, to_make
from tutti.recordings.sound.facts import Facts, check_claim, check_refused, facts_of
from tutti.recordings.sound.kept import plays_as_measured
from tutti.recordings.sound.peaks import Peaks
from tutti.recordings.sound.prepared import Prepared
from tutti.recordings.sound.process import Ending, judged, run, says
from tutti.recordings.sound.promises import is_cut_off
from tutti.recordings.sound.sniffing import Kind, sniff
from tutti.recordings.sound.unplayable import (
    Damaged,
    NoSound,
    Silent,
    TooLong,
    TooShort,
    Truncated,
)

GRACE = timedelta(milliseconds=250)
"""Frames are filled up and encoders add a little: nobody is refused for that."""
SHORTEST = timedelta(milliseconds=200)
SILENCE_DBFS = -60.0
GLITCHES = 3
GLITCHES_PER_SECOND = 0.2
UNMEASURED = {Kind.FLAC, Kind.MP3}
"""What says how long it sounds, but not how many bytes that takes."""
BITS_OF_SOUND = 400_000
"""Of a second, at most, in what is kept."""
SPARE_BYTES = 1_000_000
PATIENCE = timedelta(seconds=200)
"""For all of it: the rest of the five minutes that the function has is for fetching and for keeping."""


def prepare(source: Path, workdir: Path, *, limit: timedelta, patience: timedelta = PATIENCE) -> Prepared:
    """The playable form of a file and its waveform, written into the work folder, which exists.

    Refuses (`Unplayable`) what is no recording, is broken, is longer than the limit or takes longer than the
    patience; then it leaves nothing behind. Raises `TranscoderFailed` where the fault is ours.
    """
    until = time.monotonic() + patience.total_seconds()
    kind = sniff(source)
    is_uncut = kind is not Kind.MP4 or check_boxes(source)
    if is_cut_off(source, kind):
        raise Truncated()
    facts = look(source, kind, workdir, until)
    check_claim(facts, limit + GRACE)
    work = Work(
        source=source.resolve(),
        kind=kind,
        facts=facts,
        seconds=limit.total_seconds() + 1,
        audio=workdir.resolve() / "audio.m4a",
        is_remuxed=facts.is_fit and is_uncut and kind in {Kind.MP4, Kind.ADTS},
    )
    with nothing_left(work.audio, workdir / "peaks.json.gz"):
        made = make(work, workdir, limit, until)
        if work.is_remuxed and not plays_as_measured(made.audio, facts.rate, made.duration_ms):
            return make(replace(work, is_remuxed=False), workdir, limit, until)
        return made


def look(source: Path, kind: Kind, workdir: Path, until: float) -> Facts:
    """What the file holds, from its head alone."""
    ending = run(to_look(source.resolve(), kind), workdir, take=ignore, until=until, file_bytes=0)
    check_refused(ending.said)
    return facts_of(judged(ending).said, source.stat().st_size)


def ignore(_: bytes) -> None:
    """Nothing of it matters."""


def make(work: Work, workdir: Path, limit: timedelta, until: float) -> Prepared:
    """Audio, waveform and figures, by one process that reads the source once."""
    peaks = Peaks(work.channels)
    most = limit + GRACE

    def take(piece: bytes) -> None:
        peaks.take(piece)
        if peaks.milliseconds > most / timedelta(milliseconds=1):
            raise TooLong()

    bound = math.ceil(work.seconds * BITS_OF_SOUND / 8) + SPARE_BYTES
    ending = judged(run(to_make(work), workdir, take=take, until=until, file_bytes=bound))
    peaks.finish()
    loudness, peak = figures(ending.said)
    check_sound(work, ending, peaks.milliseconds, peak)
    place = workdir.resolve() / "peaks.json.gz"
    peaks.write(place)
    return Prepared(
        audio=work.audio,
        peaks=place,
        duration_ms=peaks.milliseconds,
        sample_rate=work.rate,
        channels=work.channels,
        loudness_lufs=loudness,
        peak_dbfs=peak,
        was_remuxed=work.is_remuxed,
    )


def check_sound(work: Work, ending: Ending, milliseconds: int, peak: float | None) -> None:
    """Refuses what was not decoded well, not to its end, or to nothing that can be heard."""
    sounded = timedelta(milliseconds=milliseconds)
    if ending.code and says(ending.said, "matches no streams"):
        raise NoSound()
    if ending.code or ending.lost > max(GLITCHES, GLITCHES_PER_SECOND * sounded.total_seconds()):
        raise Damaged()
    if falls_short(work, sounded):
        raise Truncated() if work.kind in UNMEASURED else Damaged()
    if sounded < SHORTEST:
        raise TooShort()
    if peak is None or peak < SILENCE_DBFS:
        raise Silent()


def falls_short(work: Work, sounded: timedelta) -> bool:
    """Whether a good part of what the file promises did not come; beside pictures, sound may be shorter."""
    claim = work.facts.claim
    if claim is None or not work.facts.is_alone:
        return False
    return sounded < claim - max(GRACE, claim / 50)


def figures(said: str) -> tuple[float | None, float | None]:
    """Integrated loudness in LUFS and highest sample in dBFS, as FFmpeg sums them up at its end."""
    summary = said.rpartition("Summary:")[2]
    loudness = re.search(r"I:\s+(-?[\d.]+) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)
    is_gated = loudness is None or float(loudness[1]) <= -70
    return (
        None if is_gated or loudness is None else float(loudness[1]),
        None if peak is None else float(peak[1]),
    )


@contextmanager
def nothing_left(*places: Path) -> Iterator[None]:
    """Removes the files again when what makes them fails."""
    try:
        yield
    except BaseException:
        for place in places:
            place.unlink(missing_ok=True)
        raise
