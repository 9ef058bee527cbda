"""Busy time of teachers, rooms and students: bitmasks kept at write time, claimed under their version.

Whoever books reads the masks, sets the bits and writes them back in the transaction that holds the booking,
on condition that nobody else wrote in between. So no interleaving can book a resource twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tutti.kit.changes import Change, Key, Put, absent, at_version
from tutti.kit.errors import Conflict
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.grid import BLOCK_BYTES, SLOTS_A_BLOCK, Span


class SlotTaken(Conflict):
    """Another lesson holds this hour."""


class MasksMoved(Raced):
    """Somebody booked one of these resources in the same moment."""


@dataclass
class Masks:
    """What was read: for each resource and block the bits and the version they had."""

    bits: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    versions: dict[tuple[str, int], int] = field(default_factory=dict)
    touched: set[tuple[str, int]] = field(default_factory=set)

    def busy(self, resource_id: str, window: Span) -> int:
        """The busy bits of a resource over a window, the window's first slot at bit 0."""
        joined = 0
        first_block = window.first // SLOTS_A_BLOCK
        for block in range(first_block, (window.last - 1) // SLOTS_A_BLOCK + 1):
            joined |= self.bits.get((resource_id, block), 0) << (block - first_block) * SLOTS_A_BLOCK
        return joined >> (window.first - first_block * SLOTS_A_BLOCK) & window.bits

    def claim(self, resource_id: str, span: Span) -> None:
        """Take this time; refuses with `SlotTaken` what is busy."""
        for block, bits in span.blocks():
            if self.bits[resource_id, block] & bits:
                raise SlotTaken()
            self.bits[resource_id, block] |= bits
            self.touched.add((resource_id, block))

    def free(self, resource_id: str, span: Span) -> None:
        """Give this time back; what is free already stays free."""
        for block, bits in span.blocks():
            if self.bits[resource_id, block] & bits:
                self.bits[resource_id, block] &= ~bits
                self.touched.add((resource_id, block))


class BusyStore:
    """The busy masks of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def key(self, resource_id: str, block: int) -> Key:
        """Where a resource's mask of a block lies."""
        return Key(self._tenant.partition("BUSY", resource_id), f"{block:06d}")

    def keys(self, resources: Iterable[str], spans: Sequence[Span]) -> list[Key]:
        """The items that say whether these resources are free at these times."""
        blocks = {block for span in spans for block in _blocks(span)}
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
                masks.versions[where] = int(record.version)
        return masks

    def writing(self, masks: Masks) -> list[Change]:
        """The changes that store what was claimed or freed, refused when somebody was faster."""
        return [self._put(masks, where) for where in sorted(masks.touched)]

    def _put(self, masks: Masks, where: tuple[str, int]) -> Put:
        key, version = self.key(*where), masks.versions.get(where)
        record = Record(
            key.pk,
            key.sk,
            kind="Busy",
            mask=masks.bits[where].to_bytes(BLOCK_BYTES, "little"),
            version=(version or 0) + 1,
        )
        return Put(record, absent() if version is None else at_version(version), MasksMoved)


def _blocks(span: Span) -> range:
    return range(span.first // SLOTS_A_BLOCK, (span.last - 1) // SLOTS_A_BLOCK + 1)
