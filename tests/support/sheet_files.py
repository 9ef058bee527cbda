"""Small files of every kind that is read, not heard, and broken ones; made here, byte by byte."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pypdf import PdfWriter

SCORE = b'<?xml version="1.0"?><score-partwise version="4.0"><part-list/></score-partwise>'
CONTAINER = b'<container><rootfiles><rootfile full-path="score.xml"/></rootfiles></container>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]><score-partwise>&m;</score-partwise>'


def a_pdf(pages: int = 2, password: str | None = None) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def a_png(width: int = 3, height: int = 2, *, says: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 16)
    text = [(b"tEXt", b"Comment\0" + says)] if says else []
    chunks = ((b"IHDR", header), *text, (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def a_jpeg(width: int = 3, height: int = 2, *, turn: int = 1, says: bytes = b"") -> bytes:
    """A picture that a phone took, which turned it so and says this of it, also in a film after its end."""
    frame = _segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    scan = _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\xff\xd1\x34"
    told = _segment(0xE1, exif(turn) + says) + _segment(0xFE, says) if says or turn > 1 else b""
    return b"\xff\xd8" + told + frame + scan + b"\xff\xd9" + says


def exif(turn: int, order: str = ">") -> bytes:
    """What a camera says of how it was held."""
    device = struct.pack(f"{order}HHI4s", 0x0110, 2, 4, b"Fon\0")
    held = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0)
    head = (b"MM\x00\x2a" if order == ">" else b"II\x2a\x00") + struct.pack(f"{order}IH", 8, 2)
    return b"Exif\0\0" + head + device + held + bytes(4)


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", 2 + len(body)) + body


def a_midi(tracks: int = 1) -> bytes:
    track = b"\x00\xff\x2f\x00"
    body = (b"MTrk" + struct.pack(">I", len(track)) + track) * tracks
    return b"MThd" + struct.pack(">IHHH", 6, 1, tracks, 480) + body


def a_packed_score(score: bytes = SCORE, pack: int = ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("META-INF/container.xml"), CONTAINER, ZIP_DEFLATED)
        archive.writestr(ZipInfo("score.xml"), score, pack)
    return packed.getvalue()
