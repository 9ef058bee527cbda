"""Settle what is left of a large group's cancellation."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling.cancellation.cancellation import cancellation_named
from tutti.scheduling.cancellation.settling import settle


def settle_cancellation(tenant: Tenant, fact: Envelope) -> None:
    """Free the time and credit the minutes of those who did not fit the write that cancelled the lesson."""
    if cancellation_id := cancellation_named(fact.name, fact.subject, fact.data):
        settle(tenant, cancellation_id, now=utc_now())


handler = on_fact("LessonCancelled", grants=[Grant.WRITE], timeout=60)(settle_cancellation)
