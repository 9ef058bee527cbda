"""Tell students and families of new work."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import coursework_notices


def tell_of_assignment(tenant: Tenant, fact: Envelope) -> None:
    """Tell students and families of new work."""
    coursework_notices.tell_of_assignment(tenant, fact)


handler = on_fact("AssignmentCreated", "AssignmentChanged", grants=[Grant.WRITE, Grant.MAIL], timeout=120)(
    tell_of_assignment
)
