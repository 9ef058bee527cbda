"""Whatever step of a reschedule fails, and however: the lesson stays or moves, and nothing else is left.

Every step is made to raise, to time out, and to fail after it has written; the deployed local cloud runs the
saga, and table and scheduler are looked at afterwards. Several cases run at once, each in a school of its
own; all else is looked at when they have ended.
"""

from itertools import product

import pytest

from local import faults
from tests.support.case_school import CaseSchool, Elsewhere
from tests.support.side_by_side import SideBySide, side_by_side

SAGA = "sagas-reschedule"
FAILS: tuple[faults.Mode, ...] = ("raise", "timeout", "raise-after")
BEFORE_THE_ANSWER = "validate-reschedule", "hold-alternatives", "await-answer"
LOOKS = "find-answer", "find-outcome"
UNDOS = "release-alternatives", "close-reschedule"
NOBODY_ANSWERED = "await-answer", "timeout"


def _expect_as_before(school: CaseSchool) -> None:
    assert school.changes() == {}
    assert school.pupil.lesson["starts_at"] == school.pupil.starts_at


@pytest.mark.parametrize(("step", "mode"), list(product(BEFORE_THE_ANSWER, FAILS)))
@side_by_side
def test_a_step_that_fails_before_the_answer_leaves_nothing(
    school: CaseSchool, step: str, mode: faults.Mode
) -> None:
    pupil = school.pupil
    school.lets_fail(f"{SAGA}-{step}", mode)
    offer = pupil.is_offered_other_times()
    expected = "expired" if (step, mode) == NOBODY_ANSWERED else "failed"
    assert offer.ends()["state"] == expected
    _expect_as_before(school)


@pytest.mark.parametrize("mode", ["raise", "timeout"])
@side_by_side
def test_a_move_that_was_never_written_is_given_up(school: CaseSchool, mode: faults.Mode) -> None:
    pupil = school.pupil
    school.lets_fail(f"{SAGA}-move-lesson", mode)
    offer = pupil.is_offered_other_times()
    offer.accept()
    assert offer.ends()["state"] == "failed"
    _expect_as_before(school)


@side_by_side
def test_a_move_that_was_written_stands_although_its_answer_was_lost(school: CaseSchool) -> None:
    pupil = school.another_pupil()
    school.lets_fail(f"{SAGA}-move-lesson", "raise-after")
    offer = pupil.is_offered_other_times()
    offer.accept()
    assert offer.ends()["state"] == "accepted"
    school.changes()
    assert school.deployed.execution(offer.id, "reschedule") == "SUCCEEDED"
    assert pupil.lesson["starts_at"] == offer.times[0]


@pytest.mark.parametrize(("step", "mode"), list(product((*UNDOS, *LOOKS), FAILS)))
@side_by_side
def test_what_leads_back_is_repeated_until_it_is_done(
    school: CaseSchool, step: str, mode: faults.Mode
) -> None:
    pupil = school.pupil
    school.lets_fail(f"{SAGA}-{step}", mode, times=1)
    school.lets_fail(f"{SAGA}-move-lesson", "raise")
    offer = pupil.is_offered_other_times()
    offer.accept() if step == "find-outcome" else offer.decline()
    assert offer.ends()["state"] in ("failed", "declined")
    _expect_as_before(school)


@pytest.mark.parametrize("ending", ["decline", "withdraw"])
@side_by_side
def test_an_offer_that_somebody_ends_leaves_nothing(school: CaseSchool, ending: str) -> None:
    pupil = school.pupil
    offer = pupil.is_offered_other_times()
    getattr(offer, ending)()
    assert offer.ends()["state"] in ("declined", "withdrawn")
    _expect_as_before(school)


@side_by_side
def test_an_offer_that_lapses_leaves_nothing(school: CaseSchool) -> None:
    pupil = school.pupil
    offer = pupil.is_offered_other_times()
    offer.lapses()
    assert offer.ends()["state"] == "expired"
    _expect_as_before(school)


@side_by_side
def test_a_lesson_that_is_cancelled_meanwhile_ends_the_offer(school: CaseSchool) -> None:
    pupil = school.another_pupil()
    offer = pupil.is_offered_other_times()
    pupil.cancels()
    assert offer.ends()["state"] == "overtaken"
    school.changes()
    assert offer.holds == []


def test_nothing_of_any_case_is_left_elsewhere(cases: SideBySide[CaseSchool], elsewhere: Elsewhere) -> None:
    cases.all_end()
    assert elsewhere.changes() == {}
