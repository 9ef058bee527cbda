"""The 15-minute grid: instants as slots, slots as bits, bits in blocks of 28 days.

A block is 2688 slots, 336 bytes: one item per resource and block is enough to know four weeks of busy time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tutti.kit.errors import Invalid

SLOT = timedelta(minutes=15)
SLOTS_A_BLOCK = 28 * 24 * 4
BLOCK_BYTES = SLOTS_A_BLOCK // 8
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class OffTheGrid(Invalid):
    """Lessons start and end on the quarter hour."""


@dataclass(frozen=True, order=True)
class Span:
    """Consecutive slots: from `first` up to but without `last`, counted since 2020 in UTC."""

    first: int
    last: int

    @classmethod
    def between(cls, starts_at: datetime, ends_at: datetime) -> "Span":
        """The slots of this time; refuses what is off the grid or ends before it starts."""
        first, rest_of_first = divmod(starts_at - _EPOCH, SLOT)
        last, rest_of_last = divmod(ends_at - _EPOCH, SLOT)
        if rest_of_first or rest_of_last:
            raise OffTheGrid()
        if last <= first:
            raise Invalid("A lesson ends after it starts.")
        return cls(first, last)

    @property
    def bits(self) -> int:
        """As many ones as slots, the lowest bit first."""
        return (1 << (self.last - self.first)) - 1

    @property
    def block_numbers(self) -> range:
        """The 28-day blocks that this time touches."""
        return range(self.first // SLOTS_A_BLOCK, (self.last - 1) // SLOTS_A_BLOCK + 1)

    def widened(self, slots: int) -> "Span":
        """This time with so many slots more before and after it."""
        return Span(self.first - slots, self.last + slots)

    def without(self, other: "Span") -> list["Span"]:
        """What of this time is not in the other one: none, one or two parts."""
        parts = (Span(self.first, min(self.last, other.first)), Span(max(self.first, other.last), self.last))
        return [part for part in parts if part.first < part.last]

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Each 28-day block that this time touches, with its bits there."""
        for block in self.block_numbers:
            shift = self.first - block * SLOTS_A_BLOCK
            shifted = self.bits << shift if shift >= 0 else self.bits >> -shift
            yield block, shifted & ((1 << SLOTS_A_BLOCK) - 1)


def slot_after(instant: datetime) -> int:
    """The first slot that starts at this instant or later."""
    return -((_EPOCH - instant) // SLOT)


def instant_of(slot: int) -> datetime:
    """When this slot starts."""
    return _EPOCH + slot * SLOT


def starts(free: int, slots: int) -> int:
    """The bits at which `slots` free slots follow each other."""
    found, have = free, 1
    while have < slots:
        step = min(have, slots - have)
        found &= found >> step
        have += step
    return found


def spread(bits: int, slots: int) -> int:
    """The bits with so many more before and after each; the lowest ones fall off."""
    found = bits
    for step in range(1, slots + 1):
        found |= bits << step | bits >> step
    return found


def positions(bits: int) -> Iterator[int]:
    """The positions of the ones, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
