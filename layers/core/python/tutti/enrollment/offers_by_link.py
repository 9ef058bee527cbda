"""Seats that are offered to a waiting enrolment, answered by whoever has its link."""

from datetime import datetime

from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.standing import entry_id_of
from tutti.enrollment.store import EnrollmentStore
from tutti.enrollment.supplies import supply_of
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist import service as waitlist_service
from tutti.scheduling.waitlist.published import live_offer
from tutti.scheduling.waitlist.waitlist import OfferOver


def accept_offer(tenant: Tenant, enrollment: Enrollment, *, now: datetime) -> Enrollment:
    """The enrolment with its seat, on its way to the payment; twice is once. Refuses with `OfferOver`."""
    if _is_on_its_way(enrollment):
        return enrollment
    try:
        waitlist_service.accept(tenant, supply_of, _offered(tenant, enrollment), now=now)
    except OfferOver:
        if not _is_on_its_way(EnrollmentStore(tenant).get(enrollment.id)):
            raise
    return EnrollmentStore(tenant).get(enrollment.id)


def decline_offer(tenant: Tenant, enrollment: Enrollment, *, now: datetime) -> Enrollment:
    """The enrolment whose seat goes to the next one; refuses with `OfferOver`."""
    waitlist_service.decline(tenant, supply_of, _offered(tenant, enrollment), now=now)
    return enrollment


def _is_on_its_way(enrollment: Enrollment) -> bool:
    return enrollment.state is not EnrollmentState.WAITLISTED and not enrollment.state.is_over


def _offered(tenant: Tenant, enrollment: Enrollment) -> str:
    offered = live_offer(tenant, entry_id_of(enrollment))
    if offered is None:
        raise OfferOver()
    return offered.id
