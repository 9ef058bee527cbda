"""The wait for the payment: the saga's token is kept, and whoever learns how it ended answers."""

import json
from datetime import datetime, timedelta

from tutti.enrollment.enrollment import Enrollment, EnrollmentState, StepState
from tutti.enrollment.saga import Sagas
from tutti.enrollment.steps import Effect, do
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.changes import Put
from tutti.kit.clock import epoch
from tutti.kit.errors import Refusal
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant

KEPT = timedelta(days=30)


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
    """Keep the saga's token until the payment is known; answer at once when it is known already.

    Token and answer are each written first and the other read after, so none can miss the other.
    """
    enrollments = EnrollmentStore(tenant)
    key = enrollments.payment_key(enrollment_id, "TOKEN")
    record = Record(key.pk, key.sk, kind="TaskToken", body=token, expires_at=epoch(now, after=KEPT))
    tenant.table.write([Put(record)])
    enrollment = do(
        tenant,
        enrollment_id,
        "AwaitPayment",
        lambda _: Effect(
            "Waiting for the payment.",
            {"state": EnrollmentState.AWAITING_PAYMENT},
            state=StepState.WAITING,
        ),
    )
    _answer_if_known(tenant, sagas, enrollment_id)
    return enrollment


def answer_payment(
    tenant: Tenant, sagas: Sagas, enrollment_id: str, error: str | None, *, now: datetime
) -> bool:
    """Tell the saga that it was paid (`error` None) or why not; False when it waits no longer.

    The saga takes the first answer; a payment that comes after another one is the caller's to refund.
    """
    key = EnrollmentStore(tenant).payment_key(enrollment_id, "ANSWER")
    body = json.dumps({"error": error})
    record = Record(key.pk, key.sk, kind="PaymentAnswer", body=body, expires_at=epoch(now, after=KEPT))
    tenant.table.write([Put(record)])
    return _answer_if_known(tenant, sagas, enrollment_id)


def _answer_if_known(tenant: Tenant, sagas: Sagas, enrollment_id: str) -> bool:
    enrollments = EnrollmentStore(tenant)
    keys = [enrollments.payment_key(enrollment_id, what) for what in ("TOKEN", "ANSWER")]
    found = {record.kind: record.body for record in tenant.table.get_many(keys)}
    if len(found) < len(keys):
        return True
    error = json.loads(found["PaymentAnswer"])["error"]
    if error is None:
        return sagas.succeed(found["TaskToken"], json.dumps({"is_paid": True}))
    return sagas.fail(found["TaskToken"], error, json.dumps({"errorMessage": error}))
