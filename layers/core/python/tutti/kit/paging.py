"""Pages of lists that are computed, not read."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tutti.kit.cursor import decode_cursor, encode_cursor
from tutti.kit.entity import Entity, Item, Page

E = TypeVar("E", bound=Entity)


def paged(items: Sequence[Item], *, key: Callable[[Item], str], limit: int, cursor: str | None) -> Page[Item]:
    """The page after `cursor` of items that are in the order of their keys, which are all different."""
    after = decode_cursor(cursor, 1)[0] if cursor else ""
    rest = [item for item in items if key(item) > after]
    more = encode_cursor([key(rest[limit - 1])]) if len(rest) > limit else None
    return Page(items=list(rest[:limit]), cursor=more)


def paged_by_id(items: Iterable[E], *, limit: int, cursor: str | None) -> Page[E]:
    """The page after `cursor` of the few entities that somebody may see, in the order of their ids."""
    in_order = sorted(items, key=lambda one: one.id)
    return paged(in_order, key=lambda one: one.id, limit=limit, cursor=cursor)
