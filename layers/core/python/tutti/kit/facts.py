"""Facts: what happened, written with the change itself and told to the rest of the house by the relay."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import Field

from tutti.kit.changes import Change, Put, absent
from tutti.kit.clock import Instant, epoch, utc_now
from tutti.kit.entity import Value
from tutti.kit.ids import new_id
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant

KIND = "Fact"
KEPT = timedelta(days=7)


class Fact(Value):
    """Something that happened to `subject`, named in the past tense by its class; ids only."""

    subject: str

    @classmethod
    def name(cls) -> str:
        """The name under which the bus knows it."""
        return cls.__name__


class Envelope(Value):
    """A fact as it travels: which studio, when, by whom."""

    id: str
    studio_id: str
    name: str
    at: Instant
    actor: str
    subject: str
    data: dict[str, Any] = Field(default_factory=dict)


def envelope(tenant: Tenant, fact: Fact, at: datetime) -> Envelope:
    """The fact with its id, time, studio and actor."""
    return Envelope(
        id=new_id("fct"),
        studio_id=tenant.studio_id,
        name=fact.name(),
        at=at,
        actor=tenant.actor,
        subject=fact.subject,
        data=fact.model_dump(mode="json", exclude={"subject"}),
    )


def told(tenant: Tenant, *facts: Fact) -> list[Change]:
    """The changes that tell these facts: for each its place in the outbox and its line in the audit log."""
    now = utc_now()
    return [change for fact in facts for change in told_as(tenant, envelope(tenant, fact, now))]


def told_as(tenant: Tenant, sent: Envelope) -> list[Change]:
    """The changes that tell one fact under its id, refused when a fact of this id was told."""
    body = sent.model_dump_json()
    month = sent.at.strftime("%Y-%m")
    return [
        Put(
            Record(
                tenant.partition("FACT", sent.id),
                KIND,
                kind=KIND,
                body=body,
                expires_at=epoch(sent.at, after=KEPT),
            ),
            absent(),
        ),
        Put(Record(tenant.partition("AUDIT", month), sent.id, kind="Audit", body=body)),
    ]
