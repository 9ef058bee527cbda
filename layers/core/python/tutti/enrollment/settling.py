"""What a payment, an expired checkout or a parent who leaves means for an enrolment."""

import hmac
from datetime import datetime

from tutti.billing.gateway import Checkout
from tutti.enrollment.closing import GOES_BACK, LEFT_WAITLIST, close_enrollment
from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.facts import EnrollmentRefunded
from tutti.enrollment.paying import give_back
from tutti.enrollment.store import EnrollmentStore, NoSuchEnrollment
from tutti.enrollment.waiting import CheckoutCancelled, CheckoutExpired, answer_payment
from tutti.kit.errors import Conflict, StillWorking
from tutti.kit.journal import Failure
from tutti.kit.sagas import Sagas
from tutti.kit.tenant import Tenant

PAID_TOO_LATE = Failure(
    code="PaidTooLate", title="The payment came when the place was free again.", detail=GOES_BACK
)


class TooLateToCancel(Conflict):
    """Only enrolments that wait for their payment or on the waitlist are cancelled here; ask the school."""


def settle_payment(
    tenant: Tenant, sagas: Sagas, gateway: Checkout, enrollment_id: str, *, now: datetime
) -> None:
    """Let the saga go on. Paid too late, when nothing is held any more: the money goes back.

    While the saga is just ending, refuses with `StillWorking`, so that the message comes again.
    """
    is_heard = answer_payment(tenant, sagas, enrollment_id, None, now=now)
    enrollment = EnrollmentStore(tenant).get(enrollment_id)
    if enrollment.state.is_over:
        _refund_late(tenant, gateway, enrollment_id, now)
    elif enrollment.is_ending or (enrollment.state is EnrollmentState.AWAITING_PAYMENT and not is_heard):
        raise StillWorking()


def let_expire(tenant: Tenant, sagas: Sagas, enrollment_id: str, *, now: datetime) -> None:
    """The checkout lapsed: the saga gives everything back."""
    answer_payment(tenant, sagas, enrollment_id, CheckoutExpired.code(), now=now)


def leave_checkout(
    tenant: Tenant, sagas: Sagas, enrollment_id: str, token: str, *, now: datetime
) -> Enrollment:
    """The payer left the checkout: the saga closes it and gives everything back; nothing when it is over."""
    enrollment = by_token(tenant, enrollment_id, token)
    if enrollment.state is EnrollmentState.AWAITING_PAYMENT:
        answer_payment(tenant, sagas, enrollment_id, CheckoutCancelled.code(), now=now)
    return enrollment


def cancel(tenant: Tenant, sagas: Sagas, enrollment: Enrollment, *, now: datetime) -> Enrollment:
    """Let an unpaid enrolment end, or take it off the waitlist; else refuses `TooLateToCancel`."""
    if enrollment.state is EnrollmentState.AWAITING_PAYMENT:
        answer_payment(tenant, sagas, enrollment.id, CheckoutCancelled.code(), now=now)
        return enrollment
    if enrollment.state is EnrollmentState.WAITLISTED:
        return close_enrollment(tenant, enrollment.id, error=LEFT_WAITLIST, now=now)
    raise TooLateToCancel(f"It is {enrollment.state}.")


def by_token(tenant: Tenant, enrollment_id: str, token: str) -> Enrollment:
    """The enrolment, for whoever knows its token; `NoSuchEnrollment` to everybody else."""
    enrollment = EnrollmentStore(tenant).get(enrollment_id)
    if not hmac.compare_digest(enrollment.token.encode(), token.encode()):
        raise NoSuchEnrollment()
    return enrollment


def _refund_late(tenant: Tenant, gateway: Checkout, enrollment_id: str, now: datetime) -> None:
    refunded = give_back(tenant, gateway, enrollment_id, "Paid after the place was given back.", now=now)
    if refunded and refunded.state is not EnrollmentState.REFUNDED:
        fields = {"state": EnrollmentState.REFUNDED, "problem": PAID_TOO_LATE}
        after = refunded.model_copy(update=fields)
        EnrollmentStore(tenant).replace(refunded, after, EnrollmentRefunded(subject=enrollment_id))
