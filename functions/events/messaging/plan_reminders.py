"""Keep the reminders where the lessons are."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import planning
from tutti.messaging.reminders import Reminders

LESSONS = (
    "LessonScheduled",
    "LessonMoved",
    "LessonCancelled",
    "LessonDeclined",
    "LessonJoined",
    "LessonLeft",
    "WindowOpened",
)
SERIES = ("SeriesBooked", "SeriesChanged", "SeriesExtended")
PEOPLE = ("ReminderPreferenceChanged",)


def plan_reminders(tenant: Tenant, fact: Envelope) -> None:
    """Keep the reminders where the lessons are."""
    reminders, now = Reminders(), utc_now()
    if fact.name in PEOPLE:
        planning.plan_reminders_of(tenant, reminders, fact.subject, now=now)
    elif fact.name in SERIES:
        dropped = fact.data.get("dropped", ())
        planning.plan_reminders_of_series(tenant, reminders, fact.subject, dropped, now=now)
    else:
        planning.plan_reminders(tenant, reminders, fact.subject, now=now)


handler = on_fact(*LESSONS, *SERIES, *PEOPLE, grants=[Grant.WRITE, Grant.SCHEDULE], timeout=120)(
    plan_reminders
)
