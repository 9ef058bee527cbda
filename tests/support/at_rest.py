"""Schools in which nothing goes on by itself any more."""

import time
from typing import Any, Protocol

LONG_ENOUGH = 5.0
"""Seconds without a write: longer than a fact takes to whom it wakes."""


class Written(Protocol):
    """A school of which all can be read that stands in it."""

    def written(self) -> list[dict[str, Any]]: ...


def comes_to_rest(school: Written) -> None:
    """Wait until notes and mails about what was done in the school are written."""
    seen, since = school.written(), time.monotonic()
    while time.monotonic() - since < LONG_ENOUGH:
        time.sleep(0.5)
        if (found := school.written()) != seen:
            seen, since = found, time.monotonic()
