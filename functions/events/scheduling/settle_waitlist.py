"""Offer what has come free to those who wait."""

from tutti.enrollment import backfilling
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant


def settle_waitlist(tenant: Tenant, fact: Envelope) -> None:
    """Offer what has come free to those who wait."""
    backfilling.backfill(tenant, fact, now=utc_now())


handler = on_fact(*backfilling.HEARD, grants=[Grant.WRITE])(settle_waitlist)
