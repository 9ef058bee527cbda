"""Tables in the documentation, as tests read them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

Row = list[str]


def rows(page: str, *, first: str) -> Iterator[Row]:
    """The rows of every table of a Markdown page whose first column has this heading."""
    is_wanted = False
    heading = True
    for line in page.splitlines():
        if not line.startswith("|"):
            heading = True
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if heading:
            is_wanted, heading = cells[0] == first, False
        elif is_wanted and set(cells[0]) - set("-:"):
            yield cells


def column(row: Row, number: int) -> str:
    """A cell without the marks of code."""
    return row[number].strip("`")
