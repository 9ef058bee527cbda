"""End open reschedules of lessons that were cancelled, moved otherwise, or given up by their series."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.sagas import StepFunctions
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling.answers import overtake, overtake_dropped

LESSONS = ("LessonCancelled", "LessonDeclined", "LessonMoved")
SERIES = "SeriesChanged"


def end_overtaken_reschedule(tenant: Tenant, fact: Envelope) -> None:
    """End open reschedules of lessons that were cancelled, moved otherwise, or given up by their series."""
    if fact.name == SERIES:
        overtake_dropped(tenant, StepFunctions(), fact.data["dropped"], now=utc_now())
    else:
        overtake(tenant, StepFunctions(), fact.subject, now=utc_now())


handler = on_fact(*LESSONS, SERIES, grants=[Grant.WRITE, Grant.ANSWER])(end_overtaken_reschedule)
