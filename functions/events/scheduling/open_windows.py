"""Open a group's one-to-one weeks for booking."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.due import Timers
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling.groups import window_opening

FACTS = ("HybridCycleSet", "SeriesBooked", "SeriesChanged", "SeriesExtended")


def open_windows(tenant: Tenant, fact: Envelope) -> None:
    """Open a group's one-to-one weeks for booking."""
    window_opening.open_windows(tenant, fact.subject, timers=Timers(), now=utc_now())


handler = on_fact(*FACTS, grants=[Grant.WRITE, Grant.SCHEDULE], timeout=120)(open_windows)
