"""Whatever step of an enrolment fails, and however: nothing of it is left behind.

Every step is made to raise, to time out, and to fail after it has written; the deployed local cloud runs the
saga, and the table, Stripe and the scheduler are looked at afterwards. Several cases run at once, each in a
school of its own; all else is looked at when they have ended.
"""

from itertools import product
from typing import Any

import pytest

from local import faults
from tests.support.case_school import CaseSchool, Elsewhere
from tests.support.deployed import Application, Deployed, eventually
from tests.support.side_by_side import SideBySide, side_by_side

SAGA = "sagas-enrollment"
FAILS: tuple[faults.Mode, ...] = ("raise", "timeout", "raise-after")
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
ACTIVE_AFTER_ALL: tuple[str, faults.Mode] = ("activate-enrollment", "raise-after")
KINDS = "private", "cohort"


def _apply(school: CaseSchool, kind: str) -> Application:
    return school.deployed.apply(school.slug, school.courses[kind]["id"])


def _fill_in_and_pay(school: CaseSchool, kind: str) -> dict[str, Any]:
    application = _apply(school, kind)
    status = application.until("awaiting_payment", "failed", "expired", "refunded")
    if status["state"] == "awaiting_payment":
        application.pay()
        status = application.until("failed", "refunded", "active")
    return status


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", FAILS)
@pytest.mark.parametrize("step", BEFORE_PAYMENT)
@side_by_side
def test_a_step_that_fails_before_the_payment_leaves_nothing(
    school: CaseSchool, step: str, mode: faults.Mode, kind: str
) -> None:
    school.lets_fail(f"{SAGA}-{step}", mode)
    status = _apply(school, kind).until("failed", "expired", "active", "refunded")
    assert status["state"] in ("failed", "expired")
    assert school.changes() == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("step", "mode"), [case for case in product(AFTER_PAYMENT, FAILS) if case != ACTIVE_AFTER_ALL]
)
@side_by_side
def test_a_step_that_fails_after_the_payment_leaves_nothing_and_the_money_goes_back(
    school: CaseSchool, step: str, mode: faults.Mode, kind: str
) -> None:
    school.lets_fail(f"{SAGA}-{step}", mode)
    status = _fill_in_and_pay(school, kind)
    assert status["state"] == "refunded", status
    assert school.changes() == {}
    assert _kept_by_stripe(school.deployed, status) == 0


@pytest.mark.parametrize("kind", KINDS)
@side_by_side
def test_an_activation_that_was_written_stands_although_its_answer_was_lost(
    school: CaseSchool, kind: str
) -> None:
    invited = _invitations(school)
    school.lets_fail(f"{SAGA}-{ACTIVE_AFTER_ALL[0]}", ACTIVE_AFTER_ALL[1])
    status = _fill_in_and_pay(school, kind)
    machine = school.deployed.execution(status["enrollment_id"])
    eventually(lambda: _invitations(school), lambda count: count > invited)
    school.changes()
    assert (status["state"], machine, "problem" in status) == ("active", "SUCCEEDED", False)


@pytest.mark.parametrize("mode", FAILS)
@pytest.mark.parametrize("step", UNDOS)
@side_by_side
def test_an_undo_that_fails_at_first_is_repeated_until_it_is_done(
    school: CaseSchool, step: str, mode: faults.Mode
) -> None:
    school.lets_fail(f"{SAGA}-{step}", mode, times=1)
    school.lets_fail(f"{SAGA}-{_step_whose_failure_leads_to(step)}", "raise")
    status = _fill_in_and_pay(school, "private")
    assert status["state"] in ("failed", "refunded"), status
    assert school.changes() == {}


def test_nothing_of_any_case_is_left_elsewhere(cases: SideBySide[CaseSchool], elsewhere: Elsewhere) -> None:
    cases.all_end()
    assert elsewhere.changes() == {}


def _invitations(school: CaseSchool) -> int:
    """How many families were invited: the last that comes of an active enrolment."""
    return sum(item["kind"]["S"] == "Invitation" for item in school.view.items())


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
