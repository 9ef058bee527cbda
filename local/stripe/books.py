"""The books of one call: objects read and written, events told, all in one transaction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import stripe

from local.stripe.errors import no_such
from local.stripe.ids import new_id
from local.stripe.outbox import Outbox
from local.stripe.store import Obj, Store


@dataclass(frozen=True)
class Origin:
    """The API request behind a change; the Checkout page and the passing of time have none."""

    request_id: str | None = None
    idempotency_key: str | None = None


NOBODY = Origin()


@dataclass(frozen=True)
class Books:
    """What a use case works with. `now` is Unix time in seconds, `site` the base of the Checkout pages."""

    store: Store
    outbox: Outbox
    now: int
    site: str
    origin: Origin = NOBODY

    def fetch(self, kind: str, id: str, param: str = "id", *, status: int = 404) -> Obj:
        """The object of this kind. Refuses `resource_missing`."""
        obj = self.store.find(id)
        if obj is None or obj["object"] != kind:
            raise no_such(kind, id, param, status)
        return obj

    def save(self, *objs: Obj) -> None:
        """Stores each as it is now."""
        for obj in objs:
            self.store.put(obj)

    def select(self, kind: str, where: Mapping[str, Any]) -> Iterator[Obj]:
        """Objects of a kind by their fields, the newest first."""
        return self.store.select(kind, where)

    def tell(self, type: str, obj: Obj, previous: Obj | None = None) -> None:
        """Records an event about the object as it is now and lines it up for the webhook."""
        data = {"object": public(obj)} | ({} if previous is None else {"previous_attributes": previous})
        event = {
            "id": new_id("evt_"),
            "object": "event",
            "api_version": stripe.api_version,
            "created": self.now,
            "data": data,
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": self.origin.request_id, "idempotency_key": self.origin.idempotency_key},
            "type": type,
        }
        self.store.put(event)
        self.outbox.accept(event)


def public(obj: Obj) -> Obj:
    """Without the fields that the stand-in keeps for itself; their names begin with an underscore."""
    return {name: value for name, value in obj.items() if not name.startswith("_")}
