"""The wait for the payment: the saga's token is kept, and whoever learns how it ended answers."""

from datetime import datetime

from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.steps import journal
from tutti.kit.errors import Refusal
from tutti.kit.journal import Effect, StepState
from tutti.kit.sagas import Sagas, Wait
from tutti.kit.tenant import Tenant


class CheckoutCancelled(Refusal):
    """The payer left the checkout."""


class CheckoutExpired(Refusal):
    """Nobody paid in time."""


def wait_over(enrollment: Enrollment, state: StepState, detail: str) -> tuple[str, StepState, str] | None:
    """How the wait for the payment ended; None where nobody waited, since there was nothing to pay."""
    return ("AwaitPayment", state, detail) if enrollment.step("AwaitPayment") else None


def await_payment(
    tenant: Tenant, sagas: Sagas, enrollment_id: str, token: str, *, now: datetime
) -> Enrollment:
    """Keep the saga's token until the payment is known; answer at once when it is known already."""
    wait = _wait(tenant, sagas, enrollment_id)
    wait.keep(token, now=now)
    enrollment = journal(tenant).do(
        enrollment_id,
        "AwaitPayment",
        lambda _: Effect(
            "Waiting for the payment.",
            {"state": EnrollmentState.AWAITING_PAYMENT},
            state=StepState.WAITING,
        ),
    )
    wait.pass_on()
    return enrollment


def answer_payment(
    tenant: Tenant, sagas: Sagas, enrollment_id: str, error: str | None, *, now: datetime
) -> bool:
    """Tell the saga that it was paid (`error` None) or why not; False when it waits no longer.

    The saga takes the first answer; a payment that comes after another one is the caller's to refund.
    """
    return _wait(tenant, sagas, enrollment_id).answer(error, now=now)


def _wait(tenant: Tenant, sagas: Sagas, enrollment_id: str) -> Wait:
    return Wait(tenant, sagas, ("ENROLLMENT", enrollment_id))
