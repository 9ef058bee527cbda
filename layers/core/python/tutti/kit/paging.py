"""Pages of lists that are computed, not read."""

from collections.abc import Callable, Iterable
from itertools import dropwhile, islice
from typing import TypeVar

from tutti.kit.cursor import decode_cursor, encode_cursor
from tutti.kit.entity import Entity, Item, Page

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


def cut(
    items: Iterable[T], *, key: Callable[[T], str], limit: int, cursor: str | None
) -> tuple[list[T], str | None]:
    """Up to `limit` items after `cursor`, and the cursor of the rest; asks for no more of them than that.

    The items are in the order of their keys, which are all different.
    """
    after = decode_cursor(cursor, 1)[0] if cursor else ""
    found = list(islice(dropwhile(lambda item: key(item) <= after, items), limit + 1))
    more = encode_cursor([key(found[limit - 1])]) if len(found) > limit else None
    return found[:limit], more


def paged(items: Iterable[Item], *, key: Callable[[Item], str], limit: int, cursor: str | None) -> Page[Item]:
    """The page after `cursor` of items that are in the order of their keys, which are all different."""
    found, more = cut(items, key=key, limit=limit, cursor=cursor)
    return Page(items=found, cursor=more)


def paged_by_id(items: Iterable[E], *, limit: int, cursor: str | None) -> Page[E]:
    """The page after `cursor` of the few entities that somebody may see, in the order of their ids."""
    in_order = sorted(items, key=lambda one: one.id)
    return paged(in_order, key=lambda one: one.id, limit=limit, cursor=cursor)
