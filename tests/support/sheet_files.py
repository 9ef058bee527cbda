"""Small files of every kind that is read, not heard, and broken ones; made here, byte by byte."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

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


def a_png(width: int = 3, height: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 16)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def a_jpeg(width: int = 3, height: int = 2) -> bytes:
    note = b"\xff\xe1" + struct.pack(">H", 8) + b"Exif\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00"
    return b"\xff\xd8" + note + frame + scan + b"\x12\x34\xff\xd9"


def a_midi(tracks: int = 1) -> bytes:
    track = b"\x00\xff\x2f\x00"
    body = (b"MTrk" + struct.pack(">I", len(track)) + track) * tracks
    return b"MThd" + struct.pack(">IHHH", 6, 1, tracks, 480) + body


def a_packed_score(score: bytes = SCORE) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("score.xml", score)
    return packed.getvalue()
