"""The kinds of documents: how each begins, what it is called on the web, and how its name ends."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One of them; `beginnings` are the first bytes by which it is known."""

    content_type: str
    ending: str
    beginnings: tuple[bytes, ...]


PDF = Kind("application/pdf", ".pdf", (b"%PDF-",))
PNG = Kind("image/png", ".png", (b"\x89PNG\r\n\x1a\n",))
JPEG = Kind("image/jpeg", ".jpg", (b"\xff\xd8\xff",))
MIDI = Kind("audio/midi", ".mid", (b"MThd",))
PACKED_SCORE = Kind("application/vnd.recordare.musicxml", ".mxl", (b"PK\x03\x04",))
SCORE = Kind(
    "application/vnd.recordare.musicxml+xml",
    ".musicxml",
    (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<"),
)
KINDS = {kind.content_type: kind for kind in (PDF, PNG, JPEG, MIDI, PACKED_SCORE, SCORE)}


def kind_of(content: bytes) -> Kind | None:
    """The kind that begins so."""
    return next((kind for kind in KINDS.values() if content.startswith(kind.beginnings)), None)


def file_name(title: str, content_type: str) -> str:
    """The name under which it is saved: its ending tells of its content, whatever its title ends with."""
    ending = KINDS[content_type].ending
    return title if title.lower().endswith(ending) else title + ending
