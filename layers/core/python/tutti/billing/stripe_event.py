"""An event as Stripe sent it: a hint that something happened to one of its objects."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity
from tutti.kit.ids import InvoiceId, StudioId

PLATFORM = "platform"

_WHEN_USED = ConfigDict(defer_build=True)
_STUDIO_ID: TypeAdapter[str] = TypeAdapter(StudioId, config=_WHEN_USED)
_INVOICE_ID: TypeAdapter[str] = TypeAdapter(InvoiceId, config=_WHEN_USED)


class StripeEvent(Entity):
    """An event in the inbox (BIL-9): its type, Stripe's time and ours, and the object that it is about."""

    id: Annotated[str, Field(pattern="^evt_[A-Za-z0-9_]{1,200}$")]
    type: Annotated[str, Field(min_length=1, max_length=200)]
    provider: str = "stripe"
    created_at: Instant
    received_at: Instant
    payload: dict[str, Any]

    @property
    def studio_id(self) -> str:
        """The studio that our metadata on the object names, or `PLATFORM`."""
        return studio_named_in(self.metadata) or PLATFORM

    @property
    def metadata(self) -> dict[str, Any]:
        """What we wrote on the object ourselves."""
        return self.payload.get("metadata") or {}

    @property
    def payment_intent(self) -> str | None:
        """The payment intent that it is about, which may be the object itself."""
        own = self.payload.get("id") if self.payload.get("object") == "payment_intent" else None
        intent: str | None = own or self.payload.get("payment_intent")
        return intent


def studio_named_in(metadata: dict[str, Any]) -> str | None:
    """The studio in our metadata; None for what is no studio's id, which must not become part of a key."""
    return _named(_STUDIO_ID, metadata.get("studio_id"))


def invoice_named_in(metadata: dict[str, Any]) -> str | None:
    """The invoice in our metadata, or None."""
    return _named(_INVOICE_ID, metadata.get("invoice_id"))


def _named(adapter: TypeAdapter[str], value: Any) -> str | None:
    try:
        return adapter.validate_python(value)
    except ValidationError:
        return None
