"""An enrolment keeps its steps in order, and knows a child however the name is typed."""

import re
from datetime import date

import pytest

from tests.unit.enrollment.drafts import an_enrollment
from tutti.enrollment.enrollment import EnrollmentState
from tutti.kit.journal import StepState


def test_a_step_stands_where_it_stood_first() -> None:
    enrollment = an_enrollment()
    for name in ("ValidateEnrollment", "HoldPlace"):
        enrollment = enrollment.with_step(name, StepState.DONE)
    after = enrollment.with_step("ValidateEnrollment", StepState.UNDONE, "Taken back.")
    assert [(one.name, one.state) for one in after.steps] == [
        ("ValidateEnrollment", "undone"),
        ("HoldPlace", "done"),
    ]


def test_a_step_is_done_when_it_is_done_and_nothing_else() -> None:
    enrollment = an_enrollment()
    assert not enrollment.is_done("HoldPlace")
    for state in StepState:
        assert enrollment.with_step("HoldPlace", state).is_done("HoldPlace") is (state is StepState.DONE)
        assert enrollment.with_step("HoldPlace", state).has_failed("HoldPlace") is (state is StepState.FAILED)


def test_what_is_over_is_over() -> None:
    going = {state for state in EnrollmentState if not state.is_over}
    assert going == {"validating", "awaiting_payment", "confirming", "active", "waitlisted"}


@pytest.mark.parametrize(
    ("given_name", "family_name"),
    [("ADA", "lang"), (" Ada", "Lang "), ("Ada  ", "LANG"), ("\uff21da", "Lang")],
)
def test_a_child_is_the_same_however_the_name_is_typed(given_name: str, family_name: str) -> None:
    typed = an_enrollment(given_name=given_name, family_name=family_name)
    assert typed.child_key == an_enrollment().child_key


def test_accents_are_the_same_however_they_are_written() -> None:
    composed, decomposed = an_enrollment(given_name="Zo\u00eb"), an_enrollment(given_name="Zoe\u0308")
    assert composed.child_key == decomposed.child_key


@pytest.mark.parametrize(
    "other", [{"given_name": "Eda"}, {"family_name": "Lange"}, {"born": date(2016, 5, 6)}]
)
def test_another_name_or_birth_date_is_another_child(other: dict[str, object]) -> None:
    assert an_enrollment(**other).child_key != an_enrollment().child_key  # type: ignore[arg-type]


def test_the_key_tells_nobodys_name() -> None:
    assert re.fullmatch("[0-9a-f]{64}", an_enrollment().child_key)
