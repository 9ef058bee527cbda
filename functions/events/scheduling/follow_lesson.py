"""Let a lesson's video room go where the lesson went."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling.video import rooms as video_rooms


def follow_lesson(tenant: Tenant, fact: Envelope) -> None:
    """Let a lesson's video room go where the lesson went."""
    video_rooms.follow_lesson(tenant, fact.subject, now=utc_now())


handler = on_fact(
    "LessonMoved", "LessonCancelled", "LessonDeclined", grants=[Grant.WRITE, Grant.VIDEO], timeout=30
)(follow_lesson)
