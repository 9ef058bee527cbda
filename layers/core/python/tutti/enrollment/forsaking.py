"""Enrolments whose time is over although their saga never ended: undone by whoever needs what they hold.

A saga can die: an operator stops it, or an undo kept failing. Nobody looks for such enrolments. But whoever
finds no place left first undoes those whose hold has run out, and who is refused as enrolled already the
enrolment that stands in the way. Every undo is the saga's own, so it does not matter if one lives after all.
"""

from datetime import datetime

from tutti.enrollment.accounts import close_accounts
from tutti.enrollment.closing import close_enrollment
from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.places import LASTS, HoldStore
from tutti.enrollment.releasing import release_place
from tutti.enrollment.store import EnrollmentStore
from tutti.enrollment.waiting import CheckoutExpired
from tutti.kit.tenant import Tenant

_UNPAID = (EnrollmentState.VALIDATING, EnrollmentState.AWAITING_PAYMENT)


def undo_forsaken(tenant: Tenant, *, now: datetime) -> bool:
    """Undo the enrolments whose hold has run out unpaid; True when there was one. Usually one empty query."""
    expired = EnrollmentStore(tenant).get_many(HoldStore(tenant).expired(now))
    return sum(_undo(tenant, enrollment, now=now) for enrollment in expired) > 0


def undo_forsaken_claim(tenant: Tenant, claimed: Enrollment, *, now: datetime) -> bool:
    """Undo the enrolment that keeps this child from enrolling, when it is forsaken; True when it was."""
    enrollments = EnrollmentStore(tenant)
    record = tenant.table.get(enrollments.open_key(claimed))
    other = enrollments.find(record.owner) if record and record.owner else None
    return other is not None and _undo(tenant, other, now=now)


def _undo(tenant: Tenant, enrollment: Enrollment, *, now: datetime) -> bool:
    if enrollment.state not in _UNPAID or _goes_on_until(enrollment) > now:
        return False
    from tutti.billing import service as billing
    from tutti.enrollment.paying import void_invoice

    invoice_id = billing.invoice_id_of(enrollment.id)
    # Voiding decides: what was paid is not voided, and what is void cannot be paid any more.
    billing.void_invoice(tenant, invoice_id, now=now)
    if billing.is_paid(tenant, invoice_id):
        return False
    void_invoice(tenant, enrollment.id, now=now)
    close_accounts(tenant, enrollment.id)
    release_place(tenant, enrollment.id, now=now)
    close_enrollment(tenant, enrollment.id, error=CheckoutExpired.code(), now=now)
    return True


def _goes_on_until(enrollment: Enrollment) -> datetime:
    """When its saga is over at the latest: with what it holds, which may come long after the request."""
    return enrollment.hold.expires_at if enrollment.hold else enrollment.requested_at + LASTS
