"""Files that say how long they are, and end before that."""

import struct
from pathlib import Path
from typing import BinaryIO

from tutti.recordings.sound.frames import adts_length, amr_length
from tutti.recordings.sound.sniffing import Kind, end_of_tags

OPEN_ENDED = {0, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF}
"""What recorders that cannot go back write where a size belongs."""
PAGE_MOST = 65_307
MOST_FRAMES = 1_000_000
"""An hour has a third of them; a file of more is too long, and no business of these."""
EBML, SEGMENT = 0x1A45DFA3, 0x18538067


def is_cut_off(source: Path, kind: Kind) -> bool:
    """Whether the file ends before what its own headers promise; without a promise nothing is missing."""
    end = {
        Kind.WAV: end_of_riff,
        Kind.AIFF: end_of_form,
        Kind.CAF: end_of_caf,
        Kind.MATROSKA: end_of_segment,
        Kind.OGG: end_of_pages,
        Kind.AMR: end_of_amr,
        Kind.ADTS: end_of_adts,
    }.get(kind)
    with source.open("rb") as file:
        return end is not None and end(file) > source.stat().st_size


def end_of_riff(file: BinaryIO) -> int:
    """Where the samples of a WAV end, RF64 included."""
    at, long_size = 12, 0
    for _ in range(64):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return 0
        name, size = struct.unpack("<4sI", head)
        if name == b"ds64":
            long_size = int.from_bytes(file.read(16)[8:], "little")
        if name == b"data":
            size = long_size if long_size and size == 0xFFFFFFFF else size
            return 0 if size in OPEN_ENDED else at + 8 + size
        at += 8 + size + size % 2
    return 0


def end_of_form(file: BinaryIO) -> int:
    """Where an AIFF ends."""
    size = int.from_bytes(file.read(8)[4:], "big")
    return 0 if size in OPEN_ENDED else 8 + size


def end_of_caf(file: BinaryIO) -> int:
    """Where the samples of a CAF end."""
    at = 8
    for _ in range(64):
        file.seek(at)
        head = file.read(12)
        if len(head) < 12:
            return 0
        name, size = struct.unpack(">4sQ", head)
        if name == b"data":
            return 0 if size in OPEN_ENDED else at + 12 + size
        at += 12 + size
    return 0


def end_of_segment(file: BinaryIO) -> int:
    """Where the segment of a Matroska or WebM file ends; browsers leave its size open."""
    at = 0
    for _ in range(4):
        file.seek(at)
        number, start = varint(file.read(12), 0, keep_mark=True)
        file.seek(at)
        size, start = varint(file.read(12), start)
        if number == SEGMENT:
            return 0 if size < 0 else at + start + size
        if number != EBML or size < 0:
            return 0
        at += start + size
    return 0


def varint(data: bytes, at: int, *, keep_mark: bool = False) -> tuple[int, int]:
    """A number of EBML's own form and the place behind it; -1 when it is open or broken."""
    length = 9 - data[at].bit_length() if at < len(data) and data[at] else 0
    if not length or len(data) < at + length:
        return -1, at
    number = int.from_bytes(data[at : at + length], "big")
    bare = number & ((1 << 7 * length) - 1)
    is_open = bare == (1 << 7 * length) - 1
    return (number if keep_mark else -1 if is_open else bare), at + length


def end_of_pages(file: BinaryIO) -> int:
    """Where the last page of an Ogg file ends."""
    size = file.seek(0, 2)
    begin = max(0, size - 2 * PAGE_MOST)
    file.seek(begin)
    tail = file.read()
    at = tail.rfind(b"OggS\0")
    if at < 0:
        return 0
    segments = tail[at + 27 : at + 27 + tail[at + 26]] if at + 27 <= len(tail) else b""
    is_whole = at + 27 <= len(tail) and len(segments) == tail[at + 26]
    return begin + at + 27 + len(segments) + sum(segments) if is_whole else size + 1


def end_of_amr(file: BinaryIO) -> int:
    """Where the last frame of an AMR file ends."""
    is_wide = file.read(9) == b"#!AMR-WB\n"
    at, size = 9 if is_wide else 6, file.seek(0, 2)
    for _ in range(MOST_FRAMES):
        if at >= size:
            return at
        file.seek(at)
        at += amr_length(file.read(1), is_wide=is_wide)
    return 0


def end_of_adts(file: BinaryIO) -> int:
    """Where the last frame of an ADTS stream ends, as long as frame follows frame."""
    at, size = end_of_tags(file.seek, file.read), file.seek(0, 2)
    for _ in range(MOST_FRAMES):
        if at >= size:
            return at
        file.seek(at)
        step = adts_length(file.read(7))
        if not step:
            return size + 1 if size - at < 7 else 0
        at += step
    return 0
