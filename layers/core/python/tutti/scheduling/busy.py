"""Busy time of teachers, rooms and students: bitmasks kept at write time, claimed under their version.

Whoever books reads the masks, sets the bits and writes them back in the transaction that holds the booking,
on condition that nobody else wrote in between. So no interleaving can book a resource twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pynamodb.expressions.condition import Condition

from tutti.kit.changes import Change, Check, Key, Put, absent, at_version
from tutti.kit.errors import Conflict
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.grid import BLOCK_BYTES, SLOTS_A_BLOCK, Span


class SlotTaken(Conflict):
    """Another lesson holds this hour."""


class MasksMoved(Raced):
    """Somebody booked one of these resources in the same moment."""


MASKS_A_WRITE = 92
"""As many masks as a write may hold beside two series and their facts."""
Where = tuple[str, int]
"""A resource and one of its 28-day blocks."""


@dataclass
class Masks:
    """What was read: for each resource and block its busy slots, those at which lessons start, its version.

    `touched` are to be written, `guarded` only to be as they were read.
    """

    bits: dict[Where, int] = field(default_factory=lambda: defaultdict(int))
    starts: dict[Where, int] = field(default_factory=lambda: defaultdict(int))
    versions: dict[Where, int] = field(default_factory=dict)
    touched: set[Where] = field(default_factory=set)
    guarded: set[Where] = field(default_factory=set)

    def add(self, others: "Masks") -> None:
        """Know what was read of others as well."""
        self.bits.update(others.bits)
        self.starts.update(others.starts)
        self.versions.update(others.versions)

    def busy(self, resource_id: str, window: Span) -> int:
        """The busy bits of a resource over a window, the window's first slot at bit 0."""
        return _joined(self.bits, resource_id, window)

    def starting(self, resource_id: str, window: Span) -> int:
        """How many lessons of a resource start in a window; what is decided by it is guarded from now on."""
        self.guarded.update((resource_id, block) for block in window.block_numbers)
        return _joined(self.starts, resource_id, window).bit_count()

    def claim(self, resource_id: str, span: Span, *, margin: int = 0, is_lesson: bool = True) -> None:
        """Take this time; refuses with `SlotTaken` when it or `margin` slots around it are busy.

        What is only held (not `is_lesson`) does not count as a lesson of the week.
        """
        self.refuse_busy(resource_id, span, margin=margin)
        self._set(resource_id, span, is_lesson=is_lesson)

    def refuse_busy(self, resource_id: str, span: Span, *, margin: int = 0) -> None:
        """Refuse with `SlotTaken` what is busy; what was looked at is guarded from now on."""
        around = span.widened(margin)
        self.guarded.update((resource_id, block) for block in around.block_numbers)
        if self.busy(resource_id, around):
            raise SlotTaken()

    def free(self, resource_id: str, span: Span) -> None:
        """Give this time back; what is free already stays free."""
        for block, bits in span.blocks():
            if self.bits[resource_id, block] & bits:
                self.bits[resource_id, block] &= ~bits
                self.starts[resource_id, block] &= ~bits
                self.touched.add((resource_id, block))

    def _set(self, resource_id: str, span: Span, *, is_lesson: bool) -> None:
        for block, bits in span.blocks():
            self.bits[resource_id, block] |= bits
            self.touched.add((resource_id, block))
        if is_lesson:
            first, bits = next(span.blocks())
            self.starts[resource_id, first] |= bits & -bits


class BusyStore:
    """The busy masks of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def key(self, resource_id: str, block: int) -> Key:
        """Where a resource's mask of a block lies."""
        return Key(self._tenant.partition("BUSY", resource_id), f"{block:06d}")

    def keys(self, resources: Iterable[str], spans: Sequence[Span]) -> list[Key]:
        """The items that say whether these resources are free at these times."""
        blocks = {block for span in spans for block in span.block_numbers}
        return [self.key(resource, block) for resource in resources for block in sorted(blocks)]

    def read(self, resources: Iterable[str], spans: Sequence[Span]) -> Masks:
        """The masks of these resources around these times: one batch of reads."""
        return self.masks(self._tenant.table.get_many(self.keys(resources, spans)))

    def masks(self, records: Iterable[Record]) -> Masks:
        """The masks in items that were read together with others."""
        masks = Masks()
        for record in records:
            if record.kind == "Busy":
                where = (record.PK.rsplit("#", 1)[1], int(record.SK))
                masks.bits[where] = int.from_bytes(record.mask, "little")
                masks.starts[where] = int.from_bytes(record.starts, "little")
                masks.versions[where] = int(record.version)
        return masks

    def writing(self, masks: Masks, *, most: int = MASKS_A_WRITE) -> list[Change]:
        """The changes that store what was claimed or freed, refused when somebody was faster.

        What was only looked at is guarded as far as one write holds it: of a large group two may then book a
        student's last lesson of a week in the same moment, but never the same time.
        """
        puts = [self._put(masks, where) for where in sorted(masks.touched)]
        checks = [self._check(masks, where) for where in sorted(masks.guarded - masks.touched)]
        return [*puts, *checks[: max(0, most - len(puts))]]

    def _put(self, masks: Masks, where: Where) -> Put:
        key = self.key(*where)
        record = Record(
            key.pk,
            key.sk,
            kind="Busy",
            mask=masks.bits[where].to_bytes(BLOCK_BYTES, "little"),
            starts=masks.starts[where].to_bytes(BLOCK_BYTES, "little"),
            version=masks.versions.get(where, 0) + 1,
        )
        return Put(record, _as_read(masks, where), MasksMoved)

    def _check(self, masks: Masks, where: Where) -> Check:
        return Check(self.key(*where), _as_read(masks, where), MasksMoved)


def _as_read(masks: Masks, where: Where) -> Condition:
    version = masks.versions.get(where)
    return absent() if version is None else at_version(version)


def _joined(blocks: Mapping[Where, int], resource_id: str, window: Span) -> int:
    joined = 0
    first = window.first // SLOTS_A_BLOCK
    for block in window.block_numbers:
        joined |= blocks.get((resource_id, block), 0) << (block - first) * SLOTS_A_BLOCK
    return joined >> (window.first - first * SLOTS_A_BLOCK) & window.bits
