"""Tell families that a hybrid week is near and can be booked."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import window_mails


def announce_window(tenant: Tenant, fact: Envelope) -> None:
    """Tell families that a hybrid week is near and can be booked."""
    window_mails.announce_window(tenant, fact.subject, now=utc_now())


handler = on_fact("HybridWeekAhead", grants=[Grant.WRITE, Grant.MAIL])(announce_window)
