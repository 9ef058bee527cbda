"""Stripe's webhook: what carries a right signature is kept once and told; everything else leaves no trace."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tutti.billing.facts import StripeEventReceived
from tutti.billing.store import StripeEventStore
from tutti.billing.stripe_event import StripeEvent
from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.errors import AlreadyThere, BadRequest
from tutti.kit.facts import told
from tutti.kit.observe import count
from tutti.kit.tenant import Tenant

TOLERANCE = timedelta(minutes=5)
ACTOR = "stripe"


class BadSignature(BadRequest):
    """This is not signed by Stripe, or was signed more than five minutes ago."""


class MalformedEvent(BadRequest):
    """This is signed by Stripe and still no event that Tutti can read."""


class _Data(BaseModel):
    model_config = ConfigDict(defer_build=True)

    object: dict[str, Any]


class _Sent(BaseModel):
    """The parts of an event that Tutti reads."""

    model_config = ConfigDict(defer_build=True)

    id: str
    type: str
    created: Annotated[Instant, Field(description="Unix time")]
    data: _Data


class Received(Value):
    """The event is here, now or since an earlier delivery."""

    event_id: str


def receive_stripe_event(payload: bytes, signature: str | None, secret: str, *, now: datetime) -> Received:
    """Keep the event and tell `StripeEventReceived`, in one write; nothing when it is here already.

    It lies with the studio that its signed metadata names. Refuses `BadSignature` and `MalformedEvent`.
    """
    check_signature(payload, signature, secret)
    event = _read(payload, now)
    tenant = Tenant(event.studio_id, ACTOR)
    fact = StripeEventReceived(subject=event.id, event_type=event.type)
    try:
        tenant.table.write([StripeEventStore(tenant).creating(event), *told(tenant, fact)])
    except AlreadyThere:
        count("StripeEventsRepeated")
    return Received(event_id=event.id)


def check_signature(payload: bytes, signature: str | None, secret: str) -> None:
    """Refuses `BadSignature` unless Stripe signed exactly these bytes within the last five minutes."""
    from stripe import SignatureVerificationError, WebhookSignature

    if signature is None or not signature.isascii():
        raise BadSignature()
    try:
        WebhookSignature.verify_header(payload, signature, secret, int(TOLERANCE.total_seconds()))
    except (SignatureVerificationError, UnicodeDecodeError):
        raise BadSignature() from None


def _read(payload: bytes, now: datetime) -> StripeEvent:
    try:
        sent = _Sent.model_validate_json(payload)
        return StripeEvent(
            id=sent.id, type=sent.type, created_at=sent.created, received_at=now, payload=sent.data.object
        )
    except ValidationError:
        raise MalformedEvent() from None
