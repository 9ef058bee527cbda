"""Give back the credit of a makeup lesson that is declined."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.scheduling import makeups


def give_credit_back(tenant: Tenant, fact: Envelope) -> None:
    """Restore what a makeup lesson took that the school declined, or answered too late."""
    makeups.give_credit_back(tenant, fact.subject)


handler = on_fact("LessonDeclined", grants=[Grant.WRITE])(give_credit_back)
