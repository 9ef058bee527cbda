"""Give students the work of an assignment, should what changed it have been cut off."""

from tutti.coursework import assignment_entering, assignment_publishing
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant


def enter_work(tenant: Tenant, fact: Envelope) -> None:
    """Give students the work of an assignment, should what changed it have been cut off."""
    assignment_entering.enter_work(tenant, fact.subject)
    assignment_publishing.assign_to_who_came_meanwhile(tenant, fact.subject, now=utc_now())


handler = on_fact(
    "AssignmentCreated",
    "AssignmentChanged",
    "AssignmentReopened",
    "AssignmentWithdrawn",
    grants=[Grant.WRITE],
)(enter_work)
