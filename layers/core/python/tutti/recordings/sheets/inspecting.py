"""The look into a file of which nothing is known yet: run as a process, which `checking` waits for.

It binds itself before it opens the file, and says on its output what it found, in JSON. It ends with a code
other than zero only for what has nothing to do with the file.
"""

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tutti.recordings.sheets import kinds, midi, musicxml, pdf, pictures
from tutti.recordings.sheets.stripping import stripped
from tutti.recordings.sheets.unreadable import Bloated, NotADocument, Unreadable

Measures = dict[str, int]
CHECKS: dict[kinds.Kind, Callable[[bytes], Measures]] = {
    kinds.PDF: pdf.leaves,
    kinds.PNG: pictures.of_png,
    kinds.JPEG: pictures.of_jpeg,
    kinds.MIDI: midi.leaves,
    kinds.PACKED_SCORE: musicxml.of_packed,
    kinds.SCORE: musicxml.of_plain,
}
SLACK = 64 * 1024


@dataclass(frozen=True)
class Found:
    """What a file is, what there is to see of it, and of a picture what is kept of it."""

    content_type: str
    leaves: Measures
    picture: bytes | None


def inspect(content: bytes) -> Found:
    """What it is; refuses (`Unreadable`) whatever its reader stumbles over, in whatever way."""
    try:
        return _found(content)
    except (Unreadable, ImportError):
        raise
    except MemoryError:
        raise Bloated() from None
    except Exception:  # noqa: BLE001 - readers of foreign files fail in ways that they do not name
        raise Unreadable() from None


def _found(content: bytes) -> Found:
    kind = kinds.kind_of(content)
    if kind is None:
        raise NotADocument()
    leaves = CHECKS[kind](content)
    is_picture = kind in (kinds.PNG, kinds.JPEG)
    return Found(kind.content_type, leaves, stripped(content) if is_picture else None)


def main(source: Path, picture: Path, seconds: int, memory: int) -> None:
    """Look into the source, leave its picture where it was asked for, and say what was found."""
    _bind(seconds, memory, source.stat().st_size + SLACK)
    content = source.read_bytes()
    try:
        found = inspect(content)
    except Unreadable as refusal:
        sys.stdout.write(json.dumps({"refusal": refusal.code()}))
        return
    if found.picture is not None:
        picture.write_bytes(found.picture)
    sys.stdout.write(json.dumps({"content_type": found.content_type, "leaves": found.leaves}))


def _bind(seconds: int, memory: int, file_bytes: int) -> None:
    """Bounds that hold even when nobody waits any more."""
    # One second more before the bound that ends it without saying why.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    bounds = {
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_CORE: 0,
    }
    for bound, most in bounds.items():
        resource.setrlimit(bound, (most, most))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
