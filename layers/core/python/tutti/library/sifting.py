"""Shelves: all things of a kind in one order, sifted for who asks."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from tutti.kit.collection import SIFTED_FIRST, SIFTED_THEN, Collection
from tutti.kit.entity import Entity, Page
from tutti.kit.record import Record
from tutti.kit.table import cursor_at

E = TypeVar("E", bound=Entity)
Keep = Callable[[Sequence[E]], list[E]]


def sifted(
    lying: Collection[E], shelf: str, keep: Keep[E], *, starts_with: str, limit: int, cursor: str | None
) -> Page[E]:
    """A page of those on a shelf that `keep` lets through, whose places start so, in the shelf's order.

    `keep` is asked for many at once. Reads on until the page is full: a hundred, then a thousand a call.
    """
    table, pk = lying.tenant.table, lying.tenant.partition(shelf)
    kept, chunk = list[tuple[Record, E]](), SIFTED_FIRST
    while True:
        records, cursor = table.page(pk, prefix=starts_with, index=True, limit=chunk, cursor=cursor)
        items = {record.SK: record for record in records}
        kept += [(items[one.id], one) for one in keep([lying.read(record) for record in records])]
        if cursor is None or len(kept) > limit:
            break
        chunk = SIFTED_THEN
    further = cursor_at(kept[limit - 1][0], index=True) if len(kept) > limit else None
    return Page(items=[one for _, one in kept[:limit]], cursor=further)
