"""End the open reschedule of a lesson that was cancelled, or moved otherwise, meanwhile."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.sagas import StepFunctions
from tutti.kit.tenant import Tenant
from tutti.scheduling.reschedule_answers import overtake


def end_overtaken_reschedule(tenant: Tenant, fact: Envelope) -> None:
    """End the open reschedule of a lesson that was cancelled, or moved otherwise, meanwhile."""
    overtake(tenant, StepFunctions(), fact.subject, now=utc_now())


handler = on_fact("LessonCancelled", "LessonDeclined", "LessonMoved", grants=[Grant.WRITE, Grant.ANSWER])(
    end_overtaken_reschedule
)
