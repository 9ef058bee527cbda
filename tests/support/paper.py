"""Puts what lies outside of the table on paper, in every door that sagas go through."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest

from tests.support.paper_checkout import PaperCheckout
from tests.support.paper_sagas import PaperSagas, PaperSchedules

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
    "functions.events.enrollment.resume_enrollment",
    "functions.sagas.reschedule.await_answer",
    "functions.api.scheduling.propose_reschedule",
    "functions.api.scheduling.accept_reschedule",
    "functions.api.scheduling.decline_reschedule",
    "functions.api.scheduling.withdraw_reschedule",
    "functions.api.scheduling.answer_reschedule",
    "functions.events.scheduling.end_overtaken_reschedule",
    "functions.events.scheduling.end_lapsed_reschedule",
)


@dataclass
class Paper:
    """Everything outside of the table."""

    sagas: PaperSagas = field(default_factory=PaperSagas)
    checkout: PaperCheckout = field(default_factory=PaperCheckout)
    scheduler: PaperSchedules = field(default_factory=PaperSchedules)

    def schedules(self) -> list[str]:
        """The names of all schedules that wait."""
        return sorted(self.scheduler.names)

    @staticmethod
    def items() -> Iterator[dict[str, Any]]:
        """Every item of the table, as the account's administrator reads it."""
        pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="tutti-test")
        return (item for page in pages for item in page["Items"])


def on_paper(monkeypatch: pytest.MonkeyPatch) -> Paper:
    """The paper that Stripe, Step Functions and the scheduler are on for this test."""
    paper = Paper()
    for module in ASKING_STRIPE:
        monkeypatch.setattr(f"{module}.StripeCheckout", lambda: paper.checkout)
    for module in ASKING_SAGAS:
        monkeypatch.setattr(f"{module}.StepFunctions", lambda: paper.sagas)
    monkeypatch.setattr("tutti.kit.due.SchedulerSchedules", lambda: paper.scheduler)
    monkeypatch.setattr("tutti.kit.due.SchedulerSchedules", lambda: paper.scheduler)
    return paper
