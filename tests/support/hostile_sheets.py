"""Files that are made to keep whoever opens them busy; small here, and as large as wanted once unpacked."""

import struct
import zlib

ANNOTATED = b"\xff\xfe\x00\x05abc"
"""A segment of a JPEG that says little."""


def a_written_pdf(kids: bytes, *, count: int) -> bytes:
    """A PDF with one page, its tree of pages having these branches and this number."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[3 0 R]>>" % count,
        b"<</Type/Pages/Parent 2 0 R/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>",
    )
    written, places = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, content in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(written))
    return written + b"xref\n0 %d\n" % size + places + trailer


def a_slow_pdf(unpacked: int = 70_000_000) -> bytes:
    """A PDF whose list of objects is one column wide, so that it is read byte by byte."""
    packed = zlib.compress(bytes(unpacked))
    told = b"/Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1>>"
    head = b"%PDF-1.5\n"
    stream = b"1 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (told, len(packed), packed)
    return head + stream + b"startxref\n%d\n%%%%EOF" % len(head)


def with_segments(jpeg: bytes, segment: bytes, number: int) -> bytes:
    """The picture with so many of this segment before its own."""
    return jpeg[:2] + segment * number + jpeg[2:]


def with_chunks(png: bytes, name: bytes, number: int) -> bytes:
    """The picture with so many empty chunks of this name after its header."""
    chunk = struct.pack(">I4sI", 0, name, zlib.crc32(name))
    return png[:33] + chunk * number + png[33:]


def garbled(packed: bytes) -> bytes:
    """The archive with other bytes where the score lies, which was packed second."""
    score = packed.index(b"score.xml", 60) + len(b"score.xml")
    return (
        packed[: score + 10]
        + bytes(byte ^ 0xA5 for byte in packed[score + 10 : score + 40])
        + packed[score + 40 :]
    )
