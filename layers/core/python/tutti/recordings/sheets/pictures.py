"""PNG and JPEG, as far as their size and their end (ISO/IEC 15948, ITU-T T.81)."""

import struct

from tutti.recordings.document import Leaves
from tutti.recordings.sheets.unreadable import Incomplete, PictureTooLarge, Unreadable

MOST_PIXELS = 50_000_000
SIGNATURE = 8
BARE = {0x01, *range(0xD0, 0xD9)}
"""Markers of JPEG that carry nothing: TEM, the restarts, and the start of an image."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The beginnings of frames, which say how large they are."""
SCAN, END = 0xDA, b"\xff\xd9"


def of_png(content: bytes) -> Leaves:
    """Its pixels; refuses one without its size first, or without its end."""
    at, size = SIGNATURE, None
    while at + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        if size is None:
            if name != b"IHDR" or length != 13:
                raise Unreadable()
            size = struct.unpack_from(">II", content, at + 8)
        if name == b"IEND":
            return _sized(*size)
        at += 12 + length
    raise Incomplete()


def of_jpeg(content: bytes) -> Leaves:
    """Its pixels; refuses one without a frame, or without its end."""
    at, size = 2, None
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise Unreadable()
        marker = content[at + 1]
        if marker == 0xFF or marker in BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == SCAN:
            return _ended(content, at, size)
        if marker in FRAMES and at + 9 <= len(content):
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = (width, height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    raise Incomplete()


def _ended(content: bytes, at: int, size: tuple[int, int] | None) -> Leaves:
    if size is None:
        raise Unreadable()
    if content.find(END, at) < 0:
        raise Incomplete()
    return _sized(*size)


def _sized(width: int, height: int) -> Leaves:
    if not width or not height:
        raise Unreadable()
    if width * height > MOST_PIXELS:
        raise PictureTooLarge()
    return Leaves(width=width, height=height)
