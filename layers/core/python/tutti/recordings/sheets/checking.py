"""Sniffing: the first bytes say what a file is, and the rest has to be that."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tutti.recordings.document import Leaves
from tutti.recordings.sheets import midi, musicxml, pdf, pictures
from tutti.recordings.sheets.stripping import stripped
from tutti.recordings.sheets.unreadable import NotADocument

Check = Callable[[bytes], Leaves]
KINDS: tuple[tuple[bytes, str, Check], ...] = (
    (b"%PDF-", "application/pdf", pdf.leaves),
    (b"\x89PNG\r\n\x1a\n", "image/png", pictures.of_png),
    (b"\xff\xd8\xff", "image/jpeg", pictures.of_jpeg),
    (b"MThd", "audio/midi", midi.leaves),
    (b"PK\x03\x04", "application/vnd.recordare.musicxml", musicxml.of_packed),
    (b"<", "application/vnd.recordare.musicxml+xml", musicxml.of_plain),
    (b"\xef\xbb\xbf<", "application/vnd.recordare.musicxml+xml", musicxml.of_plain),
    (b"\xff\xfe<\x00", "application/vnd.recordare.musicxml+xml", musicxml.of_plain),
    (b"\xfe\xff\x00<", "application/vnd.recordare.musicxml+xml", musicxml.of_plain),
)


@dataclass(frozen=True)
class Sheet:
    """What a file is, what there is to see of it, and what of it is kept."""

    content_type: str
    leaves: Leaves
    content: bytes


def checked(source: Path) -> Sheet:
    """What the file is by its content; refuses (`Unreadable`) what is nothing of ours, broken or absurd.

    Of pictures only the picture is kept.
    """
    content = source.read_bytes()
    for beginning, content_type, check in KINDS:
        if content.startswith(beginning):
            leaves = check(content)
            kept = stripped(content) if content_type.startswith("image/") else content
            return Sheet(content_type, leaves, kept)
    raise NotADocument()
