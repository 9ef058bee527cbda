"""The last undo: an enrolment that did not come about is closed, and says why."""

from datetime import datetime

from tutti.enrollment.eligibility import REJECTIONS
from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.facts import EnrollmentEnded, EnrollmentRefunded
from tutti.enrollment.store import EnrollmentStore
from tutti.enrollment.waitlisting import leaving
from tutti.kit.changes import Change
from tutti.kit.facts import Fact, told
from tutti.kit.journal import Failure
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant

LEFT_WAITLIST = "LeftWaitlist"
OFFER_DECLINED = "OfferDeclined"
OFFER_LAPSED = "OfferLapsed"
GOES_BACK = "What was paid goes back in full."

_STATES = {
    "CheckoutExpired": EnrollmentState.EXPIRED,
    "CheckoutCancelled": EnrollmentState.CANCELLED,
    LEFT_WAITLIST: EnrollmentState.CANCELLED,
    OFFER_DECLINED: EnrollmentState.CANCELLED,
    OFFER_LAPSED: EnrollmentState.EXPIRED,
}
_FAILURES = {
    one.code: one
    for one in (
        Failure(
            code="CheckoutExpired",
            title="Nobody paid in time.",
            detail="The place is free again; you may enrol anew.",
        ),
        Failure(
            code="CheckoutCancelled",
            title="The payment was cancelled.",
            detail="Nothing was charged; you may enrol anew.",
        ),
        Failure(
            code=LEFT_WAITLIST,
            title="The place on the waitlist was given up.",
            detail="You may enrol anew.",
        ),
        Failure(
            code=OFFER_DECLINED,
            title="The seat that came free was declined.",
            detail="You may enrol anew, and wait behind those who wait now.",
        ),
        Failure(
            code=OFFER_LAPSED,
            title="Nobody took the seat that was offered in time.",
            detail="You may enrol anew, and wait behind those who wait now.",
        ),
    )
}
_BROKEN = Failure(
    code="StepFailed",
    title="Something went wrong on our side.",
    detail="Nothing is held and nothing is owed; try again.",
)
"""For whatever broke: what broke is for the logs, not for families."""


def close_enrollment(tenant: Tenant, enrollment_id: str, *, error: str, now: datetime) -> Enrollment:
    """End an enrolment that did not come about; `error` is the name under which the saga failed."""
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        enrollment = enrollments.get(enrollment_id)
        if enrollment.state.is_over:
            return enrollment
        after = _closed(enrollment, error)
        facts = told(tenant, _fact(after))
        tenant.table.write(
            [enrollments.replacing(enrollment, after), *_freeing(tenant, enrollment, now), *facts]
        )
        return after

    return until_undisturbed(once)


def _closed(enrollment: Enrollment, error: str) -> Enrollment:
    state = _final_state(enrollment, error)
    failure = enrollment.problem or _FAILURES.get(error, _BROKEN)
    if state is EnrollmentState.REFUNDED:
        failure = failure.model_copy(update={"detail": GOES_BACK})
    return enrollment.model_copy(
        update={"state": state, "problem": failure, "checkout_url": None, "is_ending": True}
    )


def _final_state(enrollment: Enrollment, error: str) -> EnrollmentState:
    if enrollment.is_done("RefundPayment"):
        return EnrollmentState.REFUNDED
    if error in REJECTIONS:
        return EnrollmentState.REJECTED
    return _STATES.get(error, EnrollmentState.FAILED)


def _freeing(tenant: Tenant, enrollment: Enrollment, now: datetime) -> list[Change]:
    child = [EnrollmentStore(tenant).freeing_child(enrollment)]
    is_in_line = enrollment.state is EnrollmentState.WAITLISTED
    return [
        *(child if enrollment.is_done("ValidateEnrollment") else []),
        *(leaving(tenant, enrollment, now=now) if is_in_line else []),
    ]


def _fact(enrollment: Enrollment) -> Fact:
    if enrollment.state is EnrollmentState.REFUNDED:
        return EnrollmentRefunded(subject=enrollment.id)
    return EnrollmentEnded(subject=enrollment.id, state=enrollment.state)
