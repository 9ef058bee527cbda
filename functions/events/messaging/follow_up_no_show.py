"""Write to the families of those who did not come."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import no_show_mails


def follow_up_no_show(tenant: Tenant, fact: Envelope) -> None:
    """Write to the families of those who did not come."""
    no_show_mails.follow_up_no_show(tenant, fact.subject, fact.data["student_ids"], now=utc_now())


handler = on_fact("LessonMissed", grants=[Grant.WRITE, Grant.MAIL])(follow_up_no_show)
