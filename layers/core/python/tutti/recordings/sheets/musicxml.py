"""MusicXML 4.0, plain or packed: well formed, with one of its two roots, and no declarations."""

import io
from collections.abc import Iterable, Iterator
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tutti.recordings.sheets.unreadable import Bloated, NotADocument, Unreadable

ROOTS = ("score-partwise", "score-timewise")
CONTAINER = "META-INF/container.xml"
MOST_UNPACKED = 100 * 10**6
DEEPEST = 100
CHUNK = 64 * 1024


def of_plain(content: bytes) -> dict[str, int]:
    """Nothing to see; refuses XML that is no score."""
    file = io.BytesIO(content)
    return _score(iter(lambda: file.read(CHUNK), b""))


def of_packed(content: bytes) -> dict[str, int]:
    """Nothing to see; refuses archives that hold no score, or unpack to more than any score takes."""
    with ZipFile(io.BytesIO(content)) as archive:
        if CONTAINER not in archive.namelist():
            raise NotADocument()
        container = _Seen()
        _parse(_unpacked(archive, CONTAINER), container)
        return _score(_unpacked(archive, container.score))


def _score(chunks: Iterable[bytes]) -> dict[str, int]:
    seen = _Seen()
    _parse(chunks, seen)
    if seen.root not in ROOTS:
        raise NotADocument()
    return {}


def _unpacked(archive: ZipFile, name: str) -> Iterator[bytes]:
    member = archive.getinfo(name)
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unreadable()
    # What an archive says of sizes may be a lie: no more is unpacked than is allowed.
    unpacked = 0
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED:
                raise Bloated()
            yield chunk


class _Seen:
    """What a document begins with, and where a container says that the score lies."""

    def __init__(self) -> None:
        self.root = ""
        self.score = ""
        self._depth = 0

    def begin_type(self, _name: str, _system: str | None, _public: str | None, declares: bool) -> None:
        # Declarations make much out of little: entities, and attributes that every element has by default.
        if declares:
            raise Unreadable()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or name
        self._depth += 1
        if self._depth > DEEPEST:
            raise Bloated()
        if name.endswith("rootfile") and not self.score:
            self.score = attributes.get("full-path", "")

    def end(self, _: str) -> None:
        self._depth -= 1


def _parse(chunks: Iterable[bytes], seen: _Seen) -> None:
    """Reads piece by piece: what a handler refuses ends the reading with the piece, not with the file."""
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = seen.begin_type
    parser.StartElementHandler = seen.begin
    parser.EndElementHandler = seen.end
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except ExpatError:
        raise (Unreadable if seen.root in ROOTS else NotADocument)() from None
