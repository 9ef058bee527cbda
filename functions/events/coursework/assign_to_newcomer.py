"""Give a student who begins in a cohort the assignments of it that are open."""

from tutti.coursework import assignment_publishing
from tutti.enrollment.published import enrollment
from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant


def assign_to_newcomer(tenant: Tenant, fact: Envelope) -> None:
    """Give a student who begins in a cohort the assignments of it that are open."""
    begun = enrollment(tenant, fact.subject)
    if begun.cohort_id and begun.student_id:
        assignment_publishing.assign_to_newcomer(tenant, begun.cohort_id, begun.student_id, now=utc_now())


handler = on_fact("EnrollmentActivated", grants=[Grant.WRITE])(assign_to_newcomer)
