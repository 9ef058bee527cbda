"""Read, decide, write: again when somebody was faster."""

from collections.abc import Callable
from typing import TypeVar

from tutti.kit.errors import Conflict, Crowded, VersionConflict

ATTEMPTS = 25

T = TypeVar("T")


class Raced(Conflict):
    """Somebody changed this in the same moment; look again."""


def until_undisturbed(act: Callable[[], T]) -> T:
    """What `act` gives, repeated from its reads on while others are faster; in the end refuses `Crowded`."""
    for _ in range(ATTEMPTS):
        try:
            return act()
        except (Raced, VersionConflict):
            continue
    raise Crowded()
