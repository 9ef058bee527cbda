"""Tell a student and the family of a grade."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import coursework_notices


def tell_of_grade(tenant: Tenant, fact: Envelope) -> None:
    """Tell a student and the family of a grade."""
    coursework_notices.tell_of_grade(tenant, fact)


handler = on_fact("GradeGiven", grants=[Grant.WRITE, Grant.MAIL])(tell_of_grade)
