"""PDF, as far as its lock and its pages."""

import io
import logging
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from tutti.recordings.sheets.unreadable import Incomplete, Protected, TooManyPages, Unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 500
MOST_BRANCHES = 10_000
"""Of the tree of pages: real ones have a branch for some pages each, not the other way round."""
END = b"%%EOF"
TAIL = 2048


def leaves(content: bytes) -> dict[str, int]:
    """Its pages; refuses what is locked, cut off, without pages or with too many."""
    if END not in content[-TAIL:]:
        raise Incomplete()
    pages = sum(1 for _ in islice(_pages(_reader(content)), MOST_PAGES + 1))
    if pages < 1:
        raise Unreadable()
    if pages > MOST_PAGES:
        raise TooManyPages()
    return {"pages": pages}


def _reader(content: bytes) -> "PdfReader":
    # Slow to import, and most of what is sent is no PDF.
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Protected()
    return reader


def _pages(reader: "PdfReader") -> Iterator[None]:
    """Its pages, one by one: counted, since what a PDF says of their number may be a lie."""
    open_branches: list[Iterator[Any]] = [iter([reader.root_object["/Pages"]])]
    branches = 0
    while open_branches:
        node = next(open_branches[-1], None)
        if node is None:
            open_branches.pop()
        elif "/Kids" in (node := node.get_object()):
            branches += 1
            if branches > MOST_BRANCHES:
                raise Unreadable()
            open_branches.append(iter(node["/Kids"]))
        elif node.get("/Type", "/Page") == "/Page":
            yield None
