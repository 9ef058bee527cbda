"""PDF, as far as its lock and its pages."""

import io
import logging

from tutti.recordings.document import Leaves
from tutti.recordings.sheets.unreadable import Incomplete, Protected, TooManyPages, Unreadable

MOST_PAGES = 500
END = b"%%EOF"
TAIL = 2048


def leaves(content: bytes) -> Leaves:
    """Its pages; refuses what is locked, cut off, without pages or with too many."""
    if END not in content[-TAIL:]:
        raise Incomplete()
    pages = _pages(content)
    if pages < 1:
        raise Unreadable()
    if pages > MOST_PAGES:
        raise TooManyPages()
    return Leaves(pages=pages)


def _pages(content: bytes) -> int:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        is_locked = reader.is_encrypted
        count = 0 if is_locked else int(reader.root_object["/Pages"]["/Count"])  # type: ignore[index]
    except Exception:  # noqa: BLE001 - a parser of foreign files fails in ways that it does not name
        raise Unreadable() from None
    if is_locked:
        raise Protected()
    return count
