"""Tell the families and the teacher where a lesson is now."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import reschedule_mails
from tutti.scheduling.moving import LessonMoved


def send_lesson_moved(tenant: Tenant, fact: Envelope) -> None:
    """Tell the families and the teacher where a lesson is now, but for the teacher who moved it."""
    moved = LessonMoved(subject=fact.subject, **fact.data)
    reschedule_mails.send_lesson_moved(
        tenant, moved.subject, starts_at=moved.starts_at, was_at=moved.was_at, by=fact.actor
    )


handler = on_fact("LessonMoved", grants=[Grant.WRITE, Grant.MAIL])(send_lesson_moved)
