"""Shelves: all things of a kind in one order, sifted for who asks."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tutti.kit.changes import Key
from tutti.kit.collection import SIFTED_FIRST, SIFTED_THEN, Collection
from tutti.kit.entity import Entity, Page
from tutti.kit.record import Record
from tutti.kit.table import BATCH, cursor_at

E = TypeVar("E", bound=Entity)
Keep = Callable[[Sequence[E]], list[E]]
Needs = Callable[[E], Sequence[Key]]
Lying = list[tuple[Record, E]]
MOST_READS = 10
"""How often one request asks the table for a page of a shelf, and for what its readers' rights need."""


def sifted(
    lying: Collection[E],
    shelf: str,
    keep: Keep[E],
    *,
    starts_with: str,
    limit: int,
    cursor: str | None,
    needs: Needs[E] | None = None,
) -> Page[E]:
    """A page of those on a shelf that `keep` lets through, whose places start so, in the shelf's order.

    `keep` is asked for as many at once as one batch of reads says what they need. Reads on until the page is
    full, a hundred, then a thousand a call; after `MOST_READS` it is short, or empty, and goes on by cursor.
    """
    table, pk = lying.tenant.table, lying.tenant.partition(shelf)
    kept, chunk, reads, has_more = Lying[E](), SIFTED_FIRST, 0, True
    while has_more and len(kept) <= limit and reads < MOST_READS:
        records, further = table.page(pk, prefix=starts_with, index=True, limit=chunk, cursor=cursor)
        chunk, reads = SIFTED_THEN, reads + 1
        for some, cost in _portions([(record, lying.read(record)) for record in records], needs):
            if len(kept) > limit or reads + cost > MOST_READS:
                break
            records_of = {one.id: record for record, one in some}
            kept += [(records_of[one.id], one) for one in keep([one for _, one in some])]
            reads, cursor = reads + cost, cursor_at(some[-1][0], index=True)
        else:
            cursor, has_more = further, further is not None
    if len(kept) > limit:
        cursor = cursor_at(kept[limit - 1][0], index=True)
    return Page(items=[one for _, one in kept[:limit]], cursor=cursor)


def _portions(found: Lying[E], needs: Needs[E] | None) -> Iterator[tuple[Lying[E], int]]:
    """In their order, as many at once as need no more than a batch of keys, and how many batches that are."""
    some, needed = Lying[E](), set[Key]()
    for record, one in found:
        keys = needs(one) if needs else ()
        if some and len(needed.union(keys)) > BATCH:
            yield some, 1
            some, needed = [], set()
        some.append((record, one))
        needed.update(keys)
    if some:
        yield some, int(bool(needed))
