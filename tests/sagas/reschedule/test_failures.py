"""Whatever step fails, before its work or after it: the lesson stays where it is, and nothing is held."""

import json

import pytest

from tests.support.remains import Remains
from tests.support.rescheduling import Offer, Rescheduling
from tests.support.saga_walk import Fault, handler_of

STEPS = ("ValidateReschedule", "HoldAlternatives", "AwaitAnswer")
FORWARD = ("ValidateReschedule", "HoldAlternatives", "MoveLesson")
UNDOS = ("ReleaseAlternatives", "CloseReschedule")


def _offered_and_chosen(rescheduling: Rescheduling, **faults: Fault) -> Offer:
    offer = rescheduling.offers(rescheduling.lesson(), faults=faults)
    if offer.walk.waits:
        assert offer.accept().status == 200
    return offer.goes_on()


@pytest.mark.parametrize("error", ["RuntimeError", "States.Timeout", "Lambda.ServiceException"])
@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_before_the_move_leaves_nothing(
    rescheduling: Rescheduling, step: str, is_after: bool, error: str
) -> None:
    lesson = rescheduling.lesson()
    before = Remains.of(rescheduling.paper)
    offer = rescheduling.offers(lesson, faults={step: Fault(error, is_after)})
    is_lapse = (step, error) == ("AwaitAnswer", "States.Timeout")
    assert offer.ends == (("NotMoved", "expired") if is_lapse else ("RescheduleFailed", "failed"))
    assert Remains.of(rescheduling.paper).since(before) == {}
    assert offer.lesson == lesson


@pytest.mark.parametrize("error", ["RuntimeError", "States.Timeout"])
def test_a_move_that_was_never_written_is_given_up(rescheduling: Rescheduling, error: str) -> None:
    lesson = rescheduling.lesson()
    before = Remains.of(rescheduling.paper)
    offer = rescheduling.offers(lesson, faults={"MoveLesson": Fault(error)})
    offer.accept()
    assert offer.goes_on().ends == ("RescheduleFailed", "failed")
    assert Remains.of(rescheduling.paper).since(before) == {}
    assert offer.lesson == lesson


@pytest.mark.parametrize("error", ["RuntimeError", "States.Timeout", "Lambda.ServiceException"])
def test_a_move_that_was_written_stands_although_its_answer_was_lost(
    rescheduling: Rescheduling, error: str
) -> None:
    offer = _offered_and_chosen(rescheduling, MoveLesson=Fault(error, is_after=True))
    assert offer.ends == ("Moved", "accepted")
    assert offer.lesson.sequence == 1
    assert rescheduling.paper.schedules() == []


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("undo", UNDOS)
def test_an_undo_that_fails_at_first_is_repeated(
    rescheduling: Rescheduling, undo: str, is_after: bool
) -> None:
    lesson = rescheduling.lesson()
    before = Remains.of(rescheduling.paper)
    faults = {undo: Fault(is_after=is_after, times=2), "AwaitAnswer": Fault()}
    assert rescheduling.offers(lesson, faults=faults).ends == ("RescheduleFailed", "failed")
    assert Remains.of(rescheduling.paper).since(before) == {}


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("finder", ["FindAnswer", "FindOutcome"])
def test_what_looks_for_the_outcome_is_repeated(
    rescheduling: Rescheduling, finder: str, is_after: bool
) -> None:
    lesson = rescheduling.lesson()
    before = Remains.of(rescheduling.paper)
    fails = "AwaitAnswer" if finder == "FindAnswer" else "MoveLesson"
    faults = {finder: Fault(is_after=is_after, times=2), fails: Fault()}
    offer = rescheduling.offers(lesson, faults=faults)
    if offer.walk.waits:
        offer.accept()
    assert offer.goes_on().ends == ("RescheduleFailed", "failed")
    assert Remains.of(rescheduling.paper).since(before) == {}


@pytest.mark.parametrize("undo", UNDOS)
def test_an_undo_that_keeps_failing_is_made_good_when_the_offer_lapses(
    rescheduling: Rescheduling, undo: str
) -> None:
    lesson = rescheduling.lesson()
    before = Remains.of(rescheduling.paper)
    offer = rescheduling.offers(lesson, faults={undo: Fault(), "AwaitAnswer": Fault()})
    assert (offer.walk.at, offer.walk.visited.count(undo)) == ("UndoFailed", 6)
    offer.lapses()
    assert Remains.of(rescheduling.paper).since(before) == {}


@pytest.mark.parametrize("step", FORWARD)
def test_a_step_whose_answers_are_lost_does_nothing_twice(rescheduling: Rescheduling, step: str) -> None:
    fault = Fault("Lambda.ServiceException", is_after=True, times=2)
    offer = _offered_and_chosen(rescheduling, **{step: fault})
    assert offer.ends == ("Moved", "accepted")
    assert offer.lesson.sequence == 1


@pytest.mark.parametrize("step", FORWARD)
def test_a_step_that_runs_again_at_the_end_changes_nothing(rescheduling: Rescheduling, step: str) -> None:
    offer = _offered_and_chosen(rescheduling)
    before = Remains.of(rescheduling.paper)
    assert _run(offer, step) is None
    assert Remains.of(rescheduling.paper).since(before) == {}


@pytest.mark.parametrize("step", [*FORWARD, "AwaitAnswer"])
def test_a_step_that_wakes_after_the_end_leaves_nothing(rescheduling: Rescheduling, step: str) -> None:
    lesson = rescheduling.lesson()
    before = Remains.of(rescheduling.paper)
    offer = rescheduling.offers(lesson)
    offer.decline()
    assert offer.goes_on().state == "declined"
    if step in ("ValidateReschedule", "HoldAlternatives"):
        offer.walk.faults = {}
    assert _run(offer, step) in ("RescheduleEnding", None)
    assert Remains.of(rescheduling.paper).since(before) == {}
    assert offer.lesson == lesson


def test_a_saga_that_cannot_be_started_leaves_a_failed_request_and_no_more(
    rescheduling: Rescheduling,
) -> None:
    lesson = rescheduling.lesson()
    before = Remains.of(rescheduling.paper)
    rescheduling.paper.sagas.is_down = True
    assert rescheduling.propose(lesson).status == 500
    assert Remains.of(rescheduling.paper).since(before) == {}


def test_families_never_read_what_broke(rescheduling: Rescheduling) -> None:
    offer = _offered_and_chosen(rescheduling, HoldAlternatives=Fault("ZeroDivisionError"))
    problem = offer.reschedule.problem
    assert problem is not None
    assert problem.code == "StepFailed"
    assert "ZeroDivisionError" not in offer.reschedule.model_dump_json()


class _Context:
    aws_request_id = "req"


def _run(offer: Offer, step: str) -> str | None:
    """Run one step beside its saga; the name under which it is refused."""
    event = json.loads(json.dumps(offer.walk.data)) | {"token": "t"}
    try:
        handler_of(step, "reschedule")(event, _Context())
    except Exception as error:  # noqa: BLE001 - its name is what Step Functions would see
        return type(error).__name__
    return None
