"""Pictures without what cameras write beside them: where they were taken, when, and by which device.

How a picture is to be turned stays, since phones turn the page in words and not in pixels (Exif 3.0, 4.6.5).
"""

import struct
from contextlib import suppress

from tutti.recordings.sheets.pictures import JPEG, PNG, chunks, segments

EXIF = b"Exif\0\0"
ORIENTATION, SHORT = 0x0112, 3
JFIF, COLOURS, ADOBE = (0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe")
"""What of the applications' segments says how pixels and colours are meant."""
SHORTENED = 16
"""So far JFIF's and Adobe's segments go; after them come a thumbnail, or whatever somebody put there."""
DRAWN = {*range(0xC0, 0xE0)} - {0xC8}
"""Segments by which the picture is drawn: tables, frames and scans."""
DRAWN_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
DRAWN_CHUNKS |= {b"IDAT", b"IEND"}


def stripped(content: bytes) -> bytes:
    """The picture, which is known to be whole, with nothing but itself."""
    if content.startswith(PNG):
        return PNG + b"".join(chunk for name, chunk in chunks(content) if name in DRAWN_CHUNKS)
    turn: int | None = None
    kept: list[bytes] = []
    for marker, segment in segments(content):
        turn = turn or (_turn(segment) if marker == 0xE1 else None)
        kept.append(_kept(marker, segment))
    return b"".join([JPEG, _turned(turn) if turn else b"", *kept])


def _kept(marker: int, segment: bytes) -> bytes:
    """What is kept of a segment."""
    if marker in DRAWN or _is(COLOURS, marker, segment):
        return segment
    if _is(JFIF, marker, segment) and len(segment) >= 2 + SHORTENED:
        return segment[:2] + struct.pack(">H", SHORTENED) + segment[4:SHORTENED] + bytes(2)
    if _is(ADOBE, marker, segment) and len(segment) >= SHORTENED:
        return segment[:2] + struct.pack(">H", SHORTENED - 2) + segment[4:SHORTENED]
    return b""


def _is(application: tuple[int, bytes], marker: int, segment: bytes) -> bool:
    return marker == application[0] and segment[4:].startswith(application[1])


def _turn(segment: bytes) -> int | None:
    """How the picture is turned, when this segment says so: a number from 2 to 8."""
    tiff = segment[4 + len(EXIF) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if segment[4 : 4 + len(EXIF)] == EXIF and order:
        with suppress(struct.error):
            return _turn_in(tiff, order)
    return None


def _turn_in(tiff: bytes, order: str) -> int | None:
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for number in range(count):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
        if (tag, kind) == (ORIENTATION, SHORT):
            return value if 2 <= value <= 8 else None
    return None


def _turned(turn: int) -> bytes:
    """A segment that says how the picture is turned, and nothing else."""
    entry = struct.pack(">HHIHH", ORIENTATION, SHORT, 1, turn, 0)
    tiff = b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(EXIF) + len(tiff)) + EXIF + tiff
