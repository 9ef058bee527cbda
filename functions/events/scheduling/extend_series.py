"""Claim the next dates of a series before the decided ones come to their end."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.due import Timers
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling.series import extending as series_extending


def extend_series(tenant: Tenant, fact: Envelope) -> None:
    """Claim the next dates of a series before the decided ones come to their end."""
    series_extending.extend_series(tenant, fact.subject, timers=Timers(), now=utc_now())


handler = on_fact("SeriesHorizonNear", grants=[Grant.WRITE, Grant.SCHEDULE])(extend_series)
