"""The boxes of an MP4 (ISO 14496-12), as far as they tell protection, an end that is missing and edits."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from tutti.recordings.sound.unplayable import Encrypted, Truncated

NESTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"}
PROTECTED = {b"enca", b"encv", b"drms", b"drmi", b"aavd"}
NEEDED = {b"moov", b"moof", b"mdat"}
"""What must be there to its last byte; phones put other things behind it."""
MOST_BOXES = 20_000
DEEPEST = 8
PRIMING = 5000
"""No encoder delays by more samples than this; a longer cut at the start was made by a person."""


@dataclass(frozen=True)
class Box:
    """One box: its name, where its content begins, and where it ends."""

    name: bytes
    start: int
    end: int


def check_boxes(source: Path) -> bool:
    """Whether the file plays as a whole, without cuts; refuses what is locked or incomplete."""
    size = source.stat().st_size
    with source.open("rb") as file:
        tops = list(children(file, 0, size))
        if not any(box.name == b"moov" for box in tops) or any(
            box.end > size for box in tops if box.name in NEEDED
        ):
            raise Truncated()
        every = (box for top in tops if top.name == b"moov" for box in descend(file, top, DEEPEST))
        inside = list(islice(every, MOST_BOXES))
        if any(entry in PROTECTED for box in inside if box.name == b"stsd" for entry in entries(file, box)):
            raise Encrypted()
        return all(is_plain(content(file, box)) for box in inside if box.name == b"elst")


def children(file: BinaryIO, at: int, end: int) -> Iterator[Box]:
    """The boxes between two places; the last one may claim to end behind the second."""
    for _ in range(MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        if at + 8 > end or len(head) < 8:
            return
        size, name = struct.unpack(">I4s", head[:8])
        start = at + 8
        if size == 1 and len(head) == 16:
            size, start = struct.unpack(">Q", head[8:])[0], at + 16
        size = size or end - at
        if size < start - at:
            return
        yield Box(name, start, at + size)
        at += size


def descend(file: BinaryIO, box: Box, depth: int) -> Iterator[Box]:
    """All boxes in the box that matter here, so deep; none reaches out of the one that it is in."""
    for child in children(file, box.start, box.end):
        inner = replace(child, end=min(child.end, box.end))
        yield inner
        if inner.name in NESTS and depth:
            yield from descend(file, inner, depth - 1)


def content(file: BinaryIO, box: Box, most: int = 4096) -> bytes:
    """The first bytes of what the box holds."""
    file.seek(box.start)
    return file.read(min(most, max(0, box.end - box.start)))


def entries(file: BinaryIO, box: Box) -> Iterator[bytes]:
    """The formats of the sample descriptions in an `stsd` box."""
    for entry in children(file, box.start + 8, box.end):
        yield entry.name


def is_plain(edits: bytes) -> bool:
    """Whether an edit list only drops what the encoder put in front."""
    if len(edits) < 8:
        return False
    form = ">QqI" if edits[0] == 1 else ">IiI"
    (count,) = struct.unpack(">I", edits[4:8])
    if count != 1 or len(edits) < 8 + struct.calcsize(form):
        return False
    _, start, speed = struct.unpack_from(form, edits, 8)
    return bool(0 <= start <= PRIMING and speed == 0x10000)
