"""Where an enrolment stands in line."""

from tutti.enrollment.enrollment import Enrollment
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.published import find_entry, standing
from tutti.scheduling.waitlist.standing import Standing


def entry_id_of(enrollment: Enrollment) -> str:
    """Its entry: that of those it waits with, or one by its own id, which tells when it was asked for."""
    return enrollment.waitlist_entry_id or f"wai_{enrollment.id.partition('_')[2]}"


def standing_of(tenant: Tenant, enrollment: Enrollment) -> Standing | None:
    """Where a waiting enrolment stands: three reads; None when it waits no more."""
    entry = find_entry(tenant, entry_id_of(enrollment))
    return standing(tenant, entry) if entry else None
