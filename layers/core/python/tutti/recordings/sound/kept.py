"""Whether a copy of AAC plays what was measured: by the index that FFmpeg wrote for it, frame by frame."""

import struct
from collections.abc import Iterator
from pathlib import Path

from tutti.recordings.sound.boxes import DEEPEST, children, content, descend

FRAME = 1024
"""Samples of one frame of AAC-LC."""
A_FEW = 4
"""Frames by which a copy may differ: what encoders put in front, and fill up at the end."""


def plays_as_measured(audio: Path, rate: int, milliseconds: int) -> bool:
    """Whether each frame lasts as long as it sounds, and all of them as long as was measured."""
    parts = index_of(audio)
    (timescale,) = struct.unpack_from(">I", parts[b"mdhd"], 20 if parts[b"mdhd"][0] else 12)
    runs = list(numbers(parts[b"stts"], ">II"))
    frames = sum(count for count, _ in runs)
    if not is_even(runs, rate, timescale):
        return False
    edits = parts.get(b"elst", b"")
    skipped = max(
        (start for _, start, _ in numbers(edits, ">QqI" if edits[:1] == b"\1" else ">IiI")), default=0
    )
    sounded = frames * FRAME / rate - max(0, skipped) / timescale
    return bool(abs(sounded - milliseconds / 1000) <= A_FEW * FRAME / rate)


def index_of(audio: Path) -> dict[bytes, bytes]:
    """The tables of the one track that the file holds."""
    with audio.open("rb") as file:
        tops = list(children(file, 0, audio.stat().st_size))
        inside = [box for top in tops if top.name == b"moov" for box in descend(file, top, DEEPEST)]
        return {box.name: content(file, box) for box in inside if box.name in {b"mdhd", b"stts", b"elst"}}


def numbers(table: bytes, form: str) -> Iterator[tuple[int, ...]]:
    """The rows of a table, as far as they were read; a table that is longer is no even one."""
    step = struct.calcsize(form)
    (count,) = struct.unpack_from(">I", table, 4) if table else (0,)
    for row in range(min(count, (len(table) - 8) // step)):
        yield struct.unpack_from(form, table, 8 + row * step)


def is_even(runs: list[tuple[int, ...]], rate: int, timescale: int) -> bool:
    """Whether every frame but the last, which may be shorter, lasts 1024 samples."""
    if not runs:
        return False
    *before, (count, last) = runs
    steady = [step for _, step in before] + ([last] if count > 1 else [])
    return all(step * rate == FRAME * timescale for step in steady) and last * rate <= FRAME * timescale
