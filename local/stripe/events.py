"""Events, as they can be read afterwards."""

from collections.abc import Mapping
from typing import Any

from local.stripe.books import Books
from local.stripe.lists import list_page
from local.stripe.store import Obj

Params = Mapping[str, Any]


def fetch_event(books: Books, _params: Params, id: str) -> Obj:
    """The event as it was told. Refuses `resource_missing`."""
    return books.fetch("event", id)


def list_events(books: Books, params: Params) -> Obj:
    """One page of events, all or those of one type."""
    where = {name: params[name] for name in ("type",) if name in params}
    return list_page(books, "event", "/v1/events", where, params)
