"""Let the clock ring when an offer is over, or when seats were kept long enough."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.due import Timers
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist import timing as waitlist_timing


def keep_offer_timer(tenant: Tenant, fact: Envelope) -> None:
    """Let the clock ring when an offer is over, or when seats were kept long enough."""
    waitlist_timing.keep_timer(tenant, Timers(), fact)


handler = on_fact(*waitlist_timing.TIMED, grants=[Grant.WRITE, Grant.SCHEDULE])(keep_offer_timer)
