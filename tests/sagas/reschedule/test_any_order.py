"""Whatever people, clock and faults do to an offer, in any order: the timetable holds, nothing stays held."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.audit import audit
from tests.support.cloud_in_process import forget_items
from tests.support.door import Call
from tests.support.paper import Paper, on_paper
from tests.support.paper_sagas import PaperSagas
from tests.support.rescheduling import Offer, Rescheduling
from tests.support.saga_walk import Fault
from tests.support.school import a_school
from tests.support.timetable import a_timetable
from tutti.kit.clock import rfc3339
from tutti.scheduling.rescheduling.reschedule import RescheduleState
from tutti.scheduling.rescheduling.store import RescheduleStore
from tutti.scheduling.store import LessonStore

TASKS = (
    *("ValidateReschedule", "HoldAlternatives", "AwaitAnswer", "FindAnswer"),
    *("MoveLesson", "FindOutcome", "ReleaseAlternatives", "CloseReschedule"),
)
TIMES = ((4, 11), (5, 15), (3, 11), (6, 9))
Act = Callable[[Rescheduling, Offer], object]


def _walks(_: Rescheduling, offer: Offer) -> None:
    if not offer.walk.has_ended and not offer.walk.waits:
        offer.walk.step()


def _time_out(_: Rescheduling, offer: Offer) -> None:
    if offer.walk.waits:
        offer.walk.time_out()


def _office_moves(rescheduling: Rescheduling, offer: Offer) -> None:
    day, lesson = rescheduling.day, offer.lesson
    body = {"starts_at": rfc3339(day.at(7, 12)), "version": lesson.version}
    Call().move_lesson(body, by=day.school.admin, lesson_id=lesson.id)


def _cancel(rescheduling: Rescheduling, offer: Offer) -> None:
    body = {"reason": "school"}
    Call().cancel_lesson(body, by=rescheduling.day.school.admin, lesson_id=offer.lesson.id)


def _propose_again(rescheduling: Rescheduling, offer: Offer) -> None:
    times = rescheduling.times((6, 11), (6, 14))
    rescheduling.propose(offer.lesson, times, by=rescheduling.day.parent)


ACTS: dict[str, Act] = {
    "walks": _walks,
    "accepts the first": lambda _, offer: offer.accept(0),
    "accepts the second": lambda _, offer: offer.answer(1),
    "declines": lambda _, offer: offer.decline(),
    "withdraws": lambda _, offer: offer.withdraw(),
    "lapses": lambda _, offer: offer.lapses(),
    "times out": _time_out,
    "hears": lambda _, offer: offer.hears_of_the_lesson(),
    "office moves": _office_moves,
    "cancels": _cancel,
    "proposes again": _propose_again,
}
FAULTS = st.dictionaries(
    st.sampled_from(TASKS),
    st.builds(
        Fault,
        error=st.sampled_from(["RuntimeError", "States.Timeout", "Lambda.ServiceException"]),
        is_after=st.booleans(),
        times=st.sampled_from([1, 2, 7]),
    ),
    max_size=2,
)
STORIES = st.lists(st.one_of(st.just("walks"), st.sampled_from(sorted(ACTS))), max_size=14)


@pytest.fixture
def paper(aws: None, monkeypatch: pytest.MonkeyPatch) -> Paper:
    return on_paper(monkeypatch)


@given(faults=FAULTS, story=STORIES, times=st.permutations(TIMES))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_timetable_holds_and_nothing_stays_held(
    paper: Paper, faults: dict[str, Any], story: list[str], times: list[tuple[int, int]]
) -> None:
    forget_items()
    paper.sagas, paper.sagas.faults = PaperSagas(), faults
    paper.scheduler.names.clear()
    rescheduling = Rescheduling(a_timetable(a_school()), paper)
    offer = rescheduling.asks(rescheduling.lesson(), rescheduling.times(*times[:2]))
    for act in story:
        ACTS[act](rescheduling, offer)
        assert audit(paper.items()) == [], act
    _all_end(rescheduling)
    assert audit(paper.items()) == []
    _nothing_is_open(rescheduling, offer)


def _all_end(rescheduling: Rescheduling) -> None:
    """Every saga goes as far as it can, every offer's time is over."""
    for one in RescheduleStore(rescheduling.day.school.tenant).all():
        offer = Offer(rescheduling.day, rescheduling.paper, one.id)
        offer.goes_on().lapses().goes_on()


def _nothing_is_open(rescheduling: Rescheduling, offer: Offer) -> None:
    tenant = rescheduling.day.school.tenant
    all_of_them = RescheduleStore(tenant).all()
    assert {one.is_closed for one in all_of_them} == {True}
    assert RescheduleStore(tenant).open_for([offer.lesson.id]) == []
    assert [name for name in rescheduling.paper.schedules() if "-offer" in name] == []
    moved = [one for one in all_of_them if one.state is RescheduleState.ACCEPTED]
    [lesson] = LessonStore(tenant).all()
    assert len(moved) <= lesson.sequence
