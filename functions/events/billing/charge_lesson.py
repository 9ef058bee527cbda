"""Charge a lesson that has a price of its own."""

from tutti.billing import lesson_fees
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant


def charge_lesson(tenant: Tenant, fact: Envelope) -> None:
    """Issue the invoices over a lesson that was given or missed, if it has a price of its own."""
    lesson_fees.charge_lesson(tenant, fact.subject, fact.data["student_ids"], now=utc_now())


handler = on_fact("LessonCompleted", "LessonMissed", grants=[Grant.WRITE])(charge_lesson)
