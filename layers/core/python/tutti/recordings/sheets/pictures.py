"""PNG and JPEG as they are laid out (ISO/IEC 15948, ITU-T T.81): their pieces, their size and their end."""

import re
import struct
from collections.abc import Iterator

from tutti.recordings.sheets.unreadable import Incomplete, PictureTooLarge, Unreadable

MOST_PIXELS = 50_000_000
MOST_PIECES = 10_000
JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
FIRST_MARKER = 0xC0
"""Those before it are reserved, or carry nothing."""
BARE = {*range(0xD0, 0xD9)}
"""Restarts, which stand in scans alone, and the beginning, which comes once."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The beginnings of frames, which say how large they are."""
SCAN, END = 0xDA, 0xD9
FILL = re.compile(rb"\xff+")
MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
"""What only looks like a marker there is followed by a zero; restarts belong to the scan."""


def of_png(content: bytes) -> dict[str, int]:
    """Its pixels; refuses one without its size first, or without its end."""
    header = b""
    for number, (name, chunk) in enumerate(chunks(content)):
        if number == 0:
            header = chunk if name == b"IHDR" else b""
    if len(header) != 25:
        raise Unreadable()
    return _sized(*struct.unpack_from(">II", header, 8))


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, each with its name; refuses what ends before they do, or has too many."""
    at = len(PNG)
    for _ in range(MOST_PIECES):
        if at + 12 > len(content):
            raise Incomplete()
        length, name = struct.unpack_from(">I4s", content, at)
        if not name.isalpha():
            raise Unreadable()
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise Incomplete()
        yield name, chunk
        if name == b"IEND":
            return
        at += len(chunk)
    raise Unreadable()


def of_jpeg(content: bytes) -> dict[str, int]:
    """Its pixels; refuses one without a frame, or without its end."""
    frame, has_scan = b"", False
    for marker, segment in segments(content):
        has_scan = has_scan or marker == SCAN
        if marker in FRAMES and not frame:
            frame = segment
    if len(frame) < 9 or not has_scan:
        raise Unreadable()
    height, width = struct.unpack_from(">HH", frame, 5)
    return _sized(width, height)


def segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG, each with its marker, scans with what they scanned, to the end of the picture.

    What follows its end is no part of it: phones hang films and further pictures there. Refuses what ends
    before the picture does, has too many segments, or markers where there are none in pictures.
    """
    at = len(JPEG)
    for _ in range(MOST_PIECES):
        fill = FILL.match(content, at)
        if fill is None:
            raise Incomplete() if at >= len(content) else Unreadable()
        at = fill.end() - 1
        marker, end = _segment_at(content, at)
        yield marker, content[at:end]
        if marker == END:
            return
        at = end
    raise Unreadable()


def _segment_at(content: bytes, at: int) -> tuple[int, int]:
    """The marker of the segment that begins there, and where it ends."""
    if at + 2 > len(content):
        raise Incomplete()
    marker = content[at + 1]
    if marker == END:
        return marker, at + 2
    if marker < FIRST_MARKER or marker in BARE:
        raise Unreadable()
    end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    if end < at + 4 or end > len(content):
        raise Incomplete()
    return marker, _end_of_scan(content, end) if marker == SCAN else end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands."""
    found = MARKER_IN_SCAN.search(content, at)
    if found is None:
        raise Incomplete()
    return found.start()


def _sized(width: int, height: int) -> dict[str, int]:
    if not width or not height:
        raise Unreadable()
    if width * height > MOST_PIXELS:
        raise PictureTooLarge()
    return {"width": width, "height": height}
