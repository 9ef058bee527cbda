"""End an offer of other times that nobody has answered in time."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.due import Timers
from tutti.kit.facts import Envelope
from tutti.kit.sagas import StepFunctions
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling.answers import lapse


def end_lapsed_reschedule(tenant: Tenant, fact: Envelope) -> None:
    """End an offer of other times that nobody has answered in time."""
    lapse(tenant, StepFunctions(), Timers(), fact.subject, now=utc_now())


handler = on_fact("RescheduleLapsed", grants=[Grant.WRITE, Grant.ANSWER, Grant.SCHEDULE])(
    end_lapsed_reschedule
)
