"""MusicXML 4.0, plain or packed: well formed, of one of its two roots, and without entities of its own."""

import io
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from tutti.recordings.document import Leaves
from tutti.recordings.sheets.unreadable import Bloated, NotADocument, Unreadable

ROOTS = ("score-partwise", "score-timewise")
CONTAINER = "META-INF/container.xml"
MOST_UNPACKED = 100 * 10**6
DEEPEST = 100


def of_plain(content: bytes) -> Leaves:
    """Nothing to see; refuses XML that is no score."""
    seen = _Seen()
    _parse(content, seen)
    if seen.root not in ROOTS:
        raise NotADocument()
    return Leaves()


def of_packed(content: bytes) -> Leaves:
    """Nothing to see; refuses archives that hold no score, or unpack to more than any score takes."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if CONTAINER not in archive.namelist():
                raise NotADocument()
            container = _Seen()
            _parse(_unpacked(archive, CONTAINER), container)
            return of_plain(_unpacked(archive, container.score))
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable() from None


def _unpacked(archive: ZipFile, name: str) -> bytes:
    # What an archive says of sizes may be a lie: no more is unpacked than is allowed.
    with archive.open(name) as member:
        content = member.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise Bloated()
    return content


class _Seen:
    """What a document begins with, and where a container says that the score lies."""

    def __init__(self) -> None:
        self.root = ""
        self.score = ""
        self._depth = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or name
        self._depth += 1
        if self._depth > DEEPEST:
            raise Bloated()
        if name.endswith("rootfile") and not self.score:
            self.score = attributes.get("full-path", "")

    def end(self, _: str) -> None:
        self._depth -= 1


def _parse(content: bytes, seen: _Seen) -> None:
    parser = ParserCreate()
    parser.StartElementHandler = seen.begin
    parser.EndElementHandler = seen.end
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content, True)
    except ExpatError:
        raise (Unreadable if seen.root in ROOTS else NotADocument)() from None


def _refuse_entity(*_: object) -> NoReturn:
    raise Unreadable()
