"""Lists: newest first, paged by the id of the last or first object seen."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from local.stripe.books import Books, public
from local.stripe.errors import Refusal, no_such
from local.stripe.store import Obj


def list_page(books: Books, kind: str, url: str, where: Mapping[str, Any], params: Mapping[str, Any]) -> Obj:
    """One page. Refuses limits beyond 1..100 and cursors that name nothing."""
    limit = _limit(params.get("limit", 10))
    after, before = (_place(books, kind, params, name) for name in ("ending_before", "starting_after"))
    backwards = after is not None
    found = books.store.select(
        kind,
        where,
        after=after or 0,
        before=2**62 if before is None else before,
        newest_first=not backwards,
    )
    page = list(islice(found, limit + 1))
    more, page = len(page) > limit, page[:limit]
    data = [public(obj) for obj in (page[::-1] if backwards else page)]
    return {"object": "list", "url": url, "has_more": more, "data": data}


def _limit(limit: int) -> int:
    if not 1 <= limit <= 100:
        raise Refusal(
            "Invalid integer: must be from 1 to 100", code="parameter_invalid_integer", param="limit"
        )
    return limit


def _place(books: Books, kind: str, params: Mapping[str, Any], name: str) -> int | None:
    if name not in params:
        return None
    place = books.store.place_of(params[name])
    if place is None:
        raise no_such(kind, params[name], name, 400)
    return place
