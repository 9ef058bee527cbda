"""The first step: may this student enrol at all? And the last undo: the enrolment is closed."""

from datetime import datetime

from tutti.enrollment.accounts import known_ids
from tutti.enrollment.eligibility import REJECTIONS, check_eligibility
from tutti.enrollment.enrollment import Enrollment, EnrollmentState, Failure, StepState
from tutti.enrollment.facts import EnrollmentEnded, EnrollmentRefunded, EnrollmentWaitlisted
from tutti.enrollment.steps import Effect, do
from tutti.enrollment.store import CourseStore, EnrollmentStore, WaitlistStore
from tutti.kit.changes import Change
from tutti.kit.clock import local_date
from tutti.kit.facts import Fact, told
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.studios.service import get_studio

_STATE_OF_ERROR = {
    "CheckoutExpired": EnrollmentState.EXPIRED,
    "States.Timeout": EnrollmentState.EXPIRED,
    "CheckoutCancelled": EnrollmentState.CANCELLED,
}


def validate_enrollment(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """Age, terms and consent checked, and the child claimed for this course; refuses by the rule's name."""

    def act(enrollment: Enrollment) -> Effect:
        course, here = CourseStore(tenant).get(enrollment.course_id), get_studio(tenant)
        today = local_date(now, here.time_zone)
        age = check_eligibility(enrollment, course, here.policy, starts_on=today)
        claim = EnrollmentStore(tenant).claiming_child(enrollment)
        return Effect(f"{age} years old; terms accepted.", known_ids(tenant, enrollment), [claim])

    return do(tenant, enrollment_id, "ValidateEnrollment", act)


def join_waitlist(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """Put the enrolment on the waitlist of its cohort or course, in the order of the requests."""

    def act(enrollment: Enrollment) -> Effect:
        return Effect(
            "On the waitlist, in the order of the requests.",
            fields={"state": EnrollmentState.WAITLISTED, "problem": None},
            changes=[WaitlistStore(tenant).joining(enrollment)],
            facts=[EnrollmentWaitlisted(subject=enrollment.id)],
        )

    return do(tenant, enrollment_id, "JoinWaitlist", act)


def close_enrollment(tenant: Tenant, enrollment_id: str, *, error: str) -> Enrollment:
    """End an enrolment that did not come about; `error` is the name under which the saga failed."""
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        enrollment = enrollments.get(enrollment_id)
        if enrollment.state.is_over:
            return enrollment
        state = final_state(enrollment, error)
        problem = enrollment.problem or _failure(state, error)
        after = enrollment.model_copy(update={"state": state, "problem": problem, "checkout_url": None})
        facts = told(tenant, _fact(enrollment, state))
        tenant.table.write([enrollments.replacing(enrollment, after), *_freeing(tenant, enrollment), *facts])
        return after

    return until_undisturbed(once)


def _freeing(tenant: Tenant, enrollment: Enrollment) -> list[Change]:
    child = [EnrollmentStore(tenant).freeing_child(enrollment)]
    place_in_line = [WaitlistStore(tenant).leaving(enrollment)]
    return [
        *(child if enrollment.is_done("ValidateEnrollment") else []),
        *(place_in_line if enrollment.is_done("JoinWaitlist") else []),
    ]


def final_state(enrollment: Enrollment, error: str) -> EnrollmentState:
    """How the enrolment ends: refunded when money went back, rejected when a rule refused it at the door."""
    if any(step.name == "RefundPayment" and step.state is StepState.DONE for step in enrollment.steps):
        return EnrollmentState.REFUNDED
    if error in REJECTIONS:
        return EnrollmentState.REJECTED
    return _STATE_OF_ERROR.get(error, EnrollmentState.FAILED)


def _failure(state: EnrollmentState, error: str) -> Failure:
    title, detail = {
        EnrollmentState.EXPIRED: ("Nobody paid in time.", "The place is free again; you may enrol anew."),
        EnrollmentState.CANCELLED: ("The payment was cancelled.", "Nothing was charged; you may enrol anew."),
        EnrollmentState.REFUNDED: ("The place could not be kept.", "What was paid goes back in full."),
    }.get(state, ("Something went wrong on our side.", "Nothing is held and nothing is owed; try again."))
    return Failure(code=error, title=title, detail=detail)


def _fact(enrollment: Enrollment, state: EnrollmentState) -> Fact:
    if state is EnrollmentState.REFUNDED:
        return EnrollmentRefunded(subject=enrollment.id)
    return EnrollmentEnded(subject=enrollment.id, state=state)
