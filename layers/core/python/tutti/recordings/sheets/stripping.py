"""Pictures without what cameras write beside them: where they were taken, when, and by which device.

How a picture is to be turned stays, since phones turn the page in words and not in pixels (Exif 3.0, 4.6.5).
"""

import struct
from contextlib import suppress

from tutti.recordings.sheets.pictures import JPEG, PNG, chunks, segments

EXIF = b"Exif\0\0"
ORIENTATION, SHORT = 0x0112, 3
COLOURS = b"ICC_PROFILE\0"
TALKING = {0xFE, *range(0xE1, 0xF0)} - {0xEE}
"""Comments and what applications add; JFIF's and Adobe's say how the colours are meant."""
TALKING_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def stripped(content: bytes) -> bytes:
    """The picture, which is known to be whole, with nothing but itself."""
    if content.startswith(PNG):
        return PNG + b"".join(chunk for name, chunk in chunks(content) if name not in TALKING_CHUNKS)
    pieces = list(segments(content))
    turn = next((found for marker, piece in pieces if marker == 0xE1 and (found := _turn(piece))), None)
    kept = [piece for marker, piece in pieces if marker not in TALKING or piece[4:].startswith(COLOURS)]
    return b"".join([JPEG, _turned(turn) if turn else b"", *kept])


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
