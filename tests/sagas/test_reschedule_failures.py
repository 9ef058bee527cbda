"""Whatever step of a reschedule fails, and however: the lesson stays or moves, and nothing else is left.

Every step is made to raise, to time out, and to fail after it has written; the deployed local cloud runs the
saga, and table and scheduler are looked at afterwards.
"""

from collections.abc import Iterator
from itertools import product

import pytest

from local import faults
from tests.support.deployed import Deployed
from tests.support.remains import Remains
from tests.support.taught import Pupil, taught_pupil

FAILS = "raise", "timeout", "raise-after"
BEFORE_THE_ANSWER = "validate-reschedule", "hold-alternatives", "await-answer"
LOOKS = "find-answer", "find-outcome"
UNDOS = "release-alternatives", "close-reschedule"
MOVED_AFTER_ALL = "move-lesson", "raise-after"
NOBODY_ANSWERED = "await-answer", "timeout"


@pytest.fixture(scope="module")
def pupil(deployed: Deployed) -> Pupil:
    return taught_pupil(deployed, "allegro")


@pytest.fixture(autouse=True)
def _behaving_again(deployed: Deployed) -> Iterator[None]:
    yield
    faults.clear(deployed.cloud.place.state)


def _let_fail(deployed: Deployed, step: str, mode: str, times: int | None = None) -> None:
    name = f"tutti-local-sagas-reschedule-{step}"
    faults.inject(deployed.cloud.place.state, name, mode, times=times)  # type: ignore[arg-type]


def _is_untouched(deployed: Deployed, pupil: Pupil, before: Remains) -> bool:
    return Remains.of(deployed).since(before) == {} and pupil.lesson["starts_at"] == pupil.starts_at


@pytest.mark.parametrize(("step", "mode"), list(product(BEFORE_THE_ANSWER, FAILS)))
def test_a_step_that_fails_before_the_answer_leaves_nothing(
    deployed: Deployed, pupil: Pupil, step: str, mode: str
) -> None:
    before = Remains.of(deployed)
    _let_fail(deployed, step, mode)
    offer = pupil.is_offered_other_times()
    expected = "expired" if (step, mode) == NOBODY_ANSWERED else "failed"
    assert offer.ends()["state"] == expected
    assert _is_untouched(deployed, pupil, before)


@pytest.mark.parametrize("mode", ["raise", "timeout"])
def test_a_move_that_was_never_written_is_given_up(deployed: Deployed, pupil: Pupil, mode: str) -> None:
    before = Remains.of(deployed)
    _let_fail(deployed, "move-lesson", mode)
    offer = pupil.is_offered_other_times()
    offer.accept()
    assert offer.ends()["state"] == "failed"
    assert _is_untouched(deployed, pupil, before)


def test_a_move_that_was_written_stands_although_its_answer_was_lost(
    deployed: Deployed, pupil: Pupil
) -> None:
    _let_fail(deployed, *MOVED_AFTER_ALL)
    offer = pupil.is_offered_other_times()
    offer.accept()
    assert offer.ends()["state"] == "accepted"
    assert deployed.execution(offer.id, "reschedule") == "SUCCEEDED"
    assert pupil.lesson["starts_at"] == offer.times[0]
    pupil.goes_back()


@pytest.mark.parametrize(("step", "mode"), list(product((*UNDOS, *LOOKS), FAILS)))
def test_what_leads_back_is_repeated_until_it_is_done(
    deployed: Deployed, pupil: Pupil, step: str, mode: str
) -> None:
    before = Remains.of(deployed)
    _let_fail(deployed, step, mode, times=1)
    _let_fail(deployed, "move-lesson", "raise")
    offer = pupil.is_offered_other_times()
    offer.accept() if step == "find-outcome" else offer.decline()
    assert offer.ends()["state"] in ("failed", "declined")
    assert _is_untouched(deployed, pupil, before)


@pytest.mark.parametrize("ending", ["decline", "withdraw"])
def test_an_offer_that_somebody_ends_leaves_nothing(deployed: Deployed, pupil: Pupil, ending: str) -> None:
    before = Remains.of(deployed)
    offer = pupil.is_offered_other_times()
    getattr(offer, ending)()
    assert offer.ends()["state"] in ("declined", "withdrawn")
    assert _is_untouched(deployed, pupil, before)


def test_an_offer_that_lapses_leaves_nothing(deployed: Deployed, pupil: Pupil) -> None:
    before = Remains.of(deployed)
    offer = pupil.is_offered_other_times()
    offer.lapses()
    assert offer.ends()["state"] == "expired"
    assert _is_untouched(deployed, pupil, before)


def test_a_lesson_that_is_cancelled_meanwhile_ends_the_offer(deployed: Deployed) -> None:
    pupil = taught_pupil(deployed, "allegro")
    offer = pupil.is_offered_other_times()
    pupil.cancels()
    assert offer.ends()["state"] == "overtaken"
    assert offer.holds == []
