"""The clock of waitlists: it rings at the end of each offer, and when seats were kept long enough."""

from datetime import datetime

from tutti.kit.clock import epoch
from tutti.kit.due import Timers
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.facts import WaitlistDue

MADE, KEPT = "SeatOffered", "SeatsKept"
OVER = ("SeatOfferAccepted", "SeatOfferDeclined", "SeatOfferWithdrawn")
TIMED = (MADE, KEPT, *OVER)


def keep_timer(tenant: Tenant, timers: Timers, fact: Envelope) -> None:
    """Set the timer of what has begun, forget that of what is over."""
    if fact.name in OVER:
        timers.forget(fact.subject)
    elif fact.name == KEPT:
        _ring(tenant, timers, kept_timer(fact), fact.data["until"], fact.subject)
    else:
        _ring(tenant, timers, fact.subject, fact.data["expires_at"], fact.data["line_id"])


def kept_timer(fact: Envelope) -> str:
    """One for each end: families may keep seats of one course until different times."""
    course_id, _, kind = fact.subject.partition("#")
    until = datetime.fromisoformat(fact.data["until"])
    return f"kept-{kind}-{course_id}-{epoch(until)}"


def _ring(tenant: Tenant, timers: Timers, name: str, at: str, line_id: str) -> None:
    timers.tell(tenant, name, datetime.fromisoformat(at), WaitlistDue(subject=line_id))
