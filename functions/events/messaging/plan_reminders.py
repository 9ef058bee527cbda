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
PREFERENCES = ("ReminderKindsChanged", "ReminderPreferenceChanged", "RemindersStale")


def plan_reminders(tenant: Tenant, fact: Envelope) -> None:
    """Keep the reminders where the lessons are."""
    reminders, now, subject = Reminders(), utc_now(), fact.subject
    match fact.name:
        case "ReminderKindsChanged":
            planning.plan_reminders_of_studio(tenant)
        case "ReminderPreferenceChanged":
            planning.plan_reminders_of_family(tenant, reminders, subject, now=now)
        case "RemindersStale":
            since = planning.RemindersStale(subject=subject, **fact.data).since
            planning.plan_reminders_of(tenant, reminders, subject, since, now=now)
        case name if name in SERIES:
            dropped = fact.data.get("dropped", ())
            planning.plan_reminders_of_series(tenant, reminders, subject, dropped, now=now)
        case _:
            planning.plan_reminders(tenant, reminders, subject, now=now)


FACTS = (*LESSONS, *SERIES, *PREFERENCES)
handler = on_fact(*FACTS, grants=[Grant.WRITE, Grant.SCHEDULE], timeout=120)(plan_reminders)
