"""What follows when a family's wait is over: its enrolments go on with their seat, or are closed."""

from datetime import datetime

from tutti.enrollment.closing import close_enrollment
from tutti.enrollment.enrollment import EnrollmentState
from tutti.enrollment.requesting import saga_input
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.sagas import Sagas
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.published import entry_of

SAGA = "enrollment"


def execution_name(enrollment_id: str, offer_id: str) -> str:
    """The name under which the saga runs again: the same, however often it is started for this offer."""
    return f"{enrollment_id}-{offer_id}"


def resume(tenant: Tenant, sagas: Sagas, entry_id: str, offer_id: str) -> None:
    """Start the saga of each enrolment that holds its seat now; it passes by what was done before."""
    for enrollment in EnrollmentStore(tenant).get_many(_enrollments_of(tenant, entry_id)):
        if enrollment.state is EnrollmentState.VALIDATING and enrollment.hold:
            sagas.start(SAGA, execution_name(enrollment.id, offer_id), saga_input(tenant, enrollment.id))


def close_waiting(tenant: Tenant, entry_id: str, reason: str, *, now: datetime) -> None:
    """Close the enrolments that still wait with this entry, for this reason."""
    for enrollment in EnrollmentStore(tenant).get_many(_enrollments_of(tenant, entry_id)):
        if enrollment.state is EnrollmentState.WAITLISTED:
            close_enrollment(tenant, enrollment.id, error=reason, now=now)


def _enrollments_of(tenant: Tenant, entry_id: str) -> list[str]:
    return [one.enrollment_id for one in entry_of(tenant, entry_id).members if one.enrollment_id]
