"""Read, decide, write: again when somebody was faster."""

from collections.abc import Callable
from typing import TypeVar

from tutti.kit.entity import Entity
from tutti.kit.errors import Conflict, Crowded, VersionConflict

ATTEMPTS = 25

T = TypeVar("T")


class Raced(Conflict):
    """Somebody changed this in the same moment; look again."""


class Outdated(Conflict):
    """The caller speaks of an older version: looking again would not help."""


def refuse_outdated(entity: Entity, version: int) -> None:
    """Within `until_undisturbed`: refuse by `VersionConflict` a change made for an older version."""
    if entity.version != version:
        raise Outdated()


def until_undisturbed(act: Callable[[], T]) -> T:
    """What `act` gives, repeated from its reads on while others are faster; in the end refuses `Crowded`."""
    for _ in range(ATTEMPTS):
        try:
            return act()
        except Outdated:
            raise VersionConflict() from None
        except (Raced, VersionConflict):
            continue
    raise Crowded()
