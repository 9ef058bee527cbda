"""Puts what lies outside of the table on paper, in every door that enrolments go through."""

import pytest

from tests.support.enrolling import Paper
from tutti.messaging.reminders import Reminders

SAGAS = "functions.sagas.enrollment"
API = "functions.api.enrollment"
ANSWER = "functions.events.enrollment.answer_payment"
ASKING_STRIPE = (
    f"{SAGAS}.open_checkout",
    f"{SAGAS}.expire_checkout",
    f"{SAGAS}.refund_payment",
    ANSWER,
)
ASKING_SAGAS = (
    f"{SAGAS}.await_payment",
    f"{API}.request_enrollment",
    f"{API}.enroll_student",
    f"{API}.leave_checkout",
    f"{API}.cancel_enrollment",
    ANSWER,
)
REMINDING = (f"{SAGAS}.schedule_reminders", f"{SAGAS}.remove_reminders")


def on_paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    """The paper that Stripe, Step Functions and the scheduler are on for this test."""
    paper = Paper()
    for module in ASKING_STRIPE:
        monkeypatch.setattr(f"{module}.StripeCheckout", lambda: paper.checkout)
    for module in ASKING_SAGAS:
        monkeypatch.setattr(f"{module}.StepFunctions", lambda: paper.sagas)
    for module in REMINDING:
        monkeypatch.setattr(f"{module}.Reminders", lambda: Reminders(paper.scheduler))
    return paper
