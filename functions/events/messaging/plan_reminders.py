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
)
PEOPLE = ("ReminderPreferenceChanged",)


def plan_reminders(tenant: Tenant, fact: Envelope) -> None:
    """Keep the reminders where the lessons are."""
    plan = planning.plan_reminders_of if fact.name in PEOPLE else planning.plan_reminders
    plan(tenant, Reminders(), fact.subject, now=utc_now())


handler = on_fact(*LESSONS, *PEOPLE, grants=[Grant.WRITE, Grant.SCHEDULE], timeout=120)(plan_reminders)
