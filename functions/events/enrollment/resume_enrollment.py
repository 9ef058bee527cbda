"""Let enrolments go on whose seat was accepted."""

from tutti.enrollment import resuming
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.sagas import StepFunctions
from tutti.kit.tenant import Tenant


def resume_enrollment(tenant: Tenant, fact: Envelope) -> None:
    """Start the saga again, under a new name, for each enrolment whose seat was accepted."""
    resuming.resume(tenant, StepFunctions(), fact.data["entry_id"], fact.subject)


handler = on_fact("SeatOfferAccepted", grants=[Grant.WRITE, Grant.ENROLL])(resume_enrollment)
