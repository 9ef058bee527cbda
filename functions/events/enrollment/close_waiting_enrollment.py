"""Close enrolments that wait no more."""

from tutti.enrollment import resuming
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant


def close_waiting_enrollment(tenant: Tenant, fact: Envelope) -> None:
    """Close the enrolments of a family that left the line without a seat, and say why."""
    resuming.close_waiting(tenant, fact.subject, fact.data["reason"], now=utc_now())


handler = on_fact("WaitlistLeft", grants=[Grant.WRITE])(close_waiting_enrollment)
