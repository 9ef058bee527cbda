"""Whatever step of an enrolment fails, and however: nothing of it is left behind.

Every step is made to raise, to time out, and to fail after it has written; the deployed local cloud runs the
saga, and the table, Stripe and the scheduler are looked at afterwards.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from local import faults
from tests.support.deployed import Deployed, eventually
from tests.support.remains import Remains

FAILS = "raise", "timeout", "raise-after"
BEFORE_PAYMENT = (
    "validate-enrollment",
    "hold-place",
    "open-accounts",
    "issue-invoice",
    "open-checkout",
    "await-payment",
)
AFTER_PAYMENT = (
    "confirm-enrollment",
    "assign-teacher",
    "schedule-first-lesson",
    "schedule-reminders",
    "activate-enrollment",
)
UNDOS = (
    "release-place",
    "close-accounts",
    "void-invoice",
    "expire-checkout",
    "refund-payment",
    "unassign-teacher",
    "cancel-first-lesson",
    "remove-reminders",
)
ACTIVE_AFTER_ALL = "activate-enrollment", "raise-after"
KINDS = "private", "cohort"


@pytest.fixture(autouse=True)
def _behaving_again(deployed: Deployed) -> Iterator[None]:
    yield
    faults.clear(deployed.cloud.place.state)


def _let_fail(deployed: Deployed, step: str, mode: str, times: int | None = None) -> None:
    name = f"tutti-local-sagas-enrollment-{step}"
    faults.inject(deployed.cloud.place.state, name, mode, times=times)  # type: ignore[arg-type]


def _fill_in_and_pay(deployed: Deployed, kind: str) -> dict[str, Any]:
    application = deployed.apply("allegro", deployed.course("allegro", kind)["id"])
    status = application.until("awaiting_payment", "failed", "expired", "refunded")
    if status["state"] == "awaiting_payment":
        application.pay()
        status = application.until("failed", "refunded", "active")
    return status


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", FAILS)
@pytest.mark.parametrize("step", BEFORE_PAYMENT)
def test_a_step_that_fails_before_the_payment_leaves_nothing(
    deployed: Deployed, step: str, mode: str, kind: str
) -> None:
    before = Remains.of(deployed)
    _let_fail(deployed, step, mode)
    application = deployed.apply("allegro", deployed.course("allegro", kind)["id"])
    assert application.until("failed", "expired", "active", "refunded")["state"] in ("failed", "expired")
    assert Remains.of(deployed).since(before) == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("step", "mode"), [case for case in product(AFTER_PAYMENT, FAILS) if case != ACTIVE_AFTER_ALL]
)
def test_a_step_that_fails_after_the_payment_leaves_nothing_and_the_money_goes_back(
    deployed: Deployed, step: str, mode: str, kind: str
) -> None:
    before = Remains.of(deployed)
    _let_fail(deployed, step, mode)
    status = _fill_in_and_pay(deployed, kind)
    assert status["state"] == "refunded", status
    assert Remains.of(deployed).since(before) == {}
    assert _kept_by_stripe(deployed, status) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_an_activation_that_was_written_stands_although_its_answer_was_lost(
    deployed: Deployed, kind: str
) -> None:
    _let_fail(deployed, *ACTIVE_AFTER_ALL)
    status = _fill_in_and_pay(deployed, kind)
    machine = deployed.execution(status["enrollment_id"])
    assert (status["state"], machine, "problem" in status) == ("active", "SUCCEEDED", False)


@pytest.mark.parametrize("mode", FAILS)
@pytest.mark.parametrize("step", UNDOS)
def test_an_undo_that_fails_at_first_is_repeated_until_it_is_done(
    deployed: Deployed, step: str, mode: str
) -> None:
    before = Remains.of(deployed)
    _let_fail(deployed, step, mode, times=1)
    _let_fail(deployed, _step_whose_failure_leads_to(step), "raise")
    status = _fill_in_and_pay(deployed, "private")
    assert status["state"] in ("failed", "refunded"), status
    assert Remains.of(deployed).since(before) == {}


def _step_whose_failure_leads_to(undo: str) -> str:
    return "await-payment" if undo == "expire-checkout" else "activate-enrollment"


def _kept_by_stripe(deployed: Deployed, status: dict[str, Any]) -> int:
    """What Stripe has of this enrolment's money, in minor units, after its refunds."""
    sessions = deployed.checkout_sessions()
    session = next(one for one in sessions if one["metadata"]["enrollment_id"] == status["enrollment_id"])
    if session["payment_status"] != "paid":
        return 0
    refunds = f"/v1/refunds?payment_intent={session['payment_intent']}"

    def refunded() -> int:
        return sum(one["amount"] for one in deployed.stripe("GET", refunds)["data"])

    return int(session["amount_total"]) - eventually(refunded, lambda amount: amount > 0)
