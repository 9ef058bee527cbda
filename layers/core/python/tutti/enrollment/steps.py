"""The journal of enrolments: what their saga did and undid."""

from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.errors import Conflict
from tutti.kit.journal import Journal
from tutti.kit.tenant import Tenant


class EnrollmentEnding(Conflict):
    """This enrolment is being undone; nothing more is done for it."""


def journal(tenant: Tenant) -> Journal[Enrollment]:
    """The journal of this studio's enrolments."""
    return Journal(EnrollmentStore(tenant), EnrollmentEnding)
