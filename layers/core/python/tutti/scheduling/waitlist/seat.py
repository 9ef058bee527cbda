"""Seats: what people wait for, and where it comes from."""

from enum import StrEnum

from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.scheduling.lesson import Place


class SeatKind(StrEnum):
    """A seat in a cohort; a place among a teacher's students; a seat in a group lesson; one hour.

    A place comes with an hour every week, an hour is one that came free once.
    """

    COHORT = "cohort"
    PLACE = "place"
    GROUP = "group"
    HOUR = "hour"

    @property
    def is_lasting(self) -> bool:
        """True for seats that are there whoever holds them: all that there are can be named."""
        return self in (SeatKind.COHORT, SeatKind.GROUP)


class Pool(Value):
    """Seats that are alike: those of a cohort or a group lesson, or one hour.

    `names` are the ids by which one may wait for them, `source` the one that is passed when a seat is not
    taken. `size` counts all of them, whoever has them. None is offered after `until`.
    """

    id: str
    source: str
    names: tuple[str, ...]
    size: int = 1
    place: Place | None = None
    until: Instant | None = None


class Vacancy(Value):
    """So many seats of a pool are nobody's; 0 where none is, though one may come free."""

    pool: Pool
    free: int = 0
