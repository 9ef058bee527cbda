"""PNG and JPEG as they are laid out (ISO/IEC 15948, ITU-T T.81): their pieces, their size and their end."""

import struct
from collections.abc import Iterator

from tutti.recordings.document import Leaves
from tutti.recordings.sheets.unreadable import Incomplete, PictureTooLarge, Unreadable

MOST_PIXELS = 50_000_000
JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
RESTARTS = range(0xD0, 0xD8)
BARE = {0x01, *RESTARTS}
"""Markers of JPEG that carry nothing."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The beginnings of frames, which say how large they are."""
SCAN, END = 0xDA, 0xD9


def of_png(content: bytes) -> Leaves:
    """Its pixels; refuses one without its size first, or without its end."""
    [(name, header), *_] = chunks(content)
    if name != b"IHDR" or len(header) != 25:
        raise Unreadable()
    return _sized(*struct.unpack_from(">II", header, 8))


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, each with its name; refuses what ends before they do."""
    at, name = len(PNG), b""
    while name != b"IEND":
        if at + 12 > len(content):
            raise Incomplete()
        length, name = struct.unpack_from(">I4s", content, at)
        if not name.isalpha():
            raise Unreadable()
        yield name, content[at : at + 12 + length]
        at += 12 + length
    if at > len(content):
        raise Incomplete()


def of_jpeg(content: bytes) -> Leaves:
    """Its pixels; refuses one without a frame, or without its end."""
    pieces = list(segments(content))
    frame = next((piece for marker, piece in pieces if marker in FRAMES), b"")
    if len(frame) < 9 or not any(marker == SCAN for marker, _ in pieces):
        raise Unreadable()
    height, width = struct.unpack_from(">HH", frame, 5)
    return _sized(width, height)


def segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG, each with its marker, scans with what they scanned, to the end of the picture.

    What follows its end is no part of it: phones hang films and further pictures there.
    """
    at = len(JPEG)
    while True:
        if at + 2 > len(content):
            raise Incomplete()
        lead, marker = content[at], content[at + 1]
        if lead != 0xFF:
            raise Unreadable()
        end = _end_of(content, at, marker)
        if marker != 0xFF:
            yield marker, content[at:end]
        if marker == END:
            return
        at = end


def _end_of(content: bytes, at: int, marker: int) -> int:
    if marker == 0xFF:
        return at + 1
    if marker == END or marker in BARE:
        return at + 2
    end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    if end < at + 4 or end > len(content):
        raise Incomplete()
    return _end_of_scan(content, end) if marker == SCAN else end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands: in a scan, what only looks like one is followed by a zero."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] != 0 and content[at + 1] not in RESTARTS:
            return at
        at += 2
    raise Incomplete()


def _sized(width: int, height: int) -> Leaves:
    if not width or not height:
        raise Unreadable()
    if width * height > MOST_PIXELS:
        raise PictureTooLarge()
    return Leaves(width=width, height=height)
