"""Tell those concerned of a cancelled lesson, and what it means for them."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import cancellation_mails
from tutti.scheduling.cancellation.cancellation import cancellation_named

DECIDED = "CancellationDecided"


def send_cancellation_notice(tenant: Tenant, fact: Envelope) -> None:
    """Tell each family and the teacher of a cancellation, or of what the office decided."""
    if cancellation_id := cancellation_named(fact.name, fact.subject, fact.data):
        is_decided = fact.name == DECIDED
        cancellation_mails.send_cancellation_notice(tenant, cancellation_id, is_decided=is_decided)


handler = on_fact("LessonCancelled", "LessonLeft", DECIDED, grants=[Grant.WRITE, Grant.MAIL])(
    send_cancellation_notice
)
