"""Declined, withdrawn, lapsed, overtaken, answered twice or at the same time: every offer ends clean."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.audit import audit
from tests.support.bills import told
from tests.support.door import Call
from tests.support.remains import Remains
from tests.support.rescheduling import Offer, Rescheduling
from tests.support.timetable import Timetable
from tutti.kit.clock import utc_now, zone
from tutti.kit.ids import new_id
from tutti.scheduling.lesson import LessonStatus
from tutti.scheduling.rescheduling import answers as reschedule_answers
from tutti.scheduling.service import LessonCancelled
from tutti.scheduling.store import LessonStore, SeriesStore


@pytest.fixture
def before(rescheduling: Rescheduling) -> Remains:
    """What is in force before anybody proposes anything."""
    rescheduling.lesson()
    return Remains.of(rescheduling.paper)


@pytest.fixture
def offer(rescheduling: Rescheduling, before: Remains) -> Offer:
    [lesson] = LessonStore(rescheduling.day.school.tenant).all()
    return rescheduling.offers(lesson)


def test_a_declined_offer_leaves_nothing(rescheduling: Rescheduling, before: Remains, offer: Offer) -> None:
    assert offer.decline().body["state"] == "declined"
    assert offer.goes_on().ends == ("NotMoved", "declined")
    assert Remains.of(rescheduling.paper).since(before) == {}


def test_the_link_declines_as_well(rescheduling: Rescheduling, before: Remains, offer: Offer) -> None:
    assert offer.answer(None).body["state"] == "declined"
    assert offer.goes_on().ends == ("NotMoved", "declined")
    assert Remains.of(rescheduling.paper).since(before) == {}


def test_a_withdrawn_offer_leaves_nothing(rescheduling: Rescheduling, before: Remains, offer: Offer) -> None:
    assert offer.withdraw(by=rescheduling.day.parent).problem == "ProposerWithdraws"
    assert offer.withdraw().status == 200
    assert offer.goes_on().ends == ("NotMoved", "withdrawn")
    assert Remains.of(rescheduling.paper).since(before) == {}


def test_an_offer_whose_time_is_over_leaves_nothing(
    rescheduling: Rescheduling, before: Remains, offer: Offer
) -> None:
    offer.lapses()
    assert Remains.of(rescheduling.paper).since(before) == {}
    assert offer.goes_on().ends == ("NotMoved", "expired")
    assert Remains.of(rescheduling.paper).since(before) == {}


def test_the_sagas_own_time_limit_ends_it_as_well(
    rescheduling: Rescheduling, before: Remains, offer: Offer
) -> None:
    offer.walk.time_out()
    assert offer.goes_on().ends == ("NotMoved", "expired")
    assert Remains.of(rescheduling.paper).since(before) == {}


def test_a_saga_that_died_is_ended_by_the_clock(
    rescheduling: Rescheduling, before: Remains, offer: Offer
) -> None:
    del rescheduling.paper.sagas.walks[offer.id]
    offer.lapses()
    assert offer.state == "expired"
    assert Remains.of(rescheduling.paper).since(before) == {}


def test_a_timer_whose_offer_was_never_written_wakes_nobody(
    rescheduling: Rescheduling, before: Remains
) -> None:
    Offer(rescheduling.day, rescheduling.paper, new_id("rsc")).lapses()
    assert Remains.of(rescheduling.paper).since(before) == {}


def test_what_was_accepted_when_the_saga_died_is_moved_by_the_clock(offer: Offer) -> None:
    walk = offer.paper.sagas.walks.pop(offer.id)
    assert walk.waits
    assert offer.accept().status == 200
    offer.lapses()
    assert (offer.state, offer.lesson.starts_at) == ("accepted", offer.day.at(4, 11))


def test_a_cancelled_lesson_ends_the_offer(rescheduling: Rescheduling, offer: Offer) -> None:
    _cancel(offer)
    offer.hears_of_the_lesson()
    assert offer.goes_on().ends == ("NotMoved", "overtaken")
    for time in rescheduling.times():
        assert rescheduling.day.busy(rescheduling.day.teacher.id, time) == 0


def test_a_cancellation_of_which_nobody_told_is_found_out_by_the_move(
    rescheduling: Rescheduling, offer: Offer
) -> None:
    _cancel(offer)
    assert offer.accept().status == 200
    assert offer.goes_on().ends == ("NotMoved", "overtaken")
    assert offer.lesson.status is LessonStatus.CANCELLED
    for time in rescheduling.times():
        assert rescheduling.day.busy(rescheduling.day.teacher.id, time) == 0


def test_a_lesson_that_the_office_moves_meanwhile_ends_the_offer(
    rescheduling: Rescheduling, offer: Offer
) -> None:
    day, lesson = rescheduling.day, offer.lesson
    move = {"starts_at": day.at(6, 12).isoformat(), "version": lesson.version}
    assert Call().move_lesson(move, by=day.school.admin, lesson_id=lesson.id).status == 200
    offer.hears_of_the_lesson()
    assert offer.goes_on().ends == ("NotMoved", "overtaken")
    assert [day.busy(day.teacher.id, time) for time in rescheduling.times()] == [0, 0]
    assert day.busy(day.teacher.id, day.at(6, 12)) == 0b11


def test_a_series_that_gives_the_lesson_up_ends_the_offer(rescheduling: Rescheduling) -> None:
    offer = _offered_in_a_series_that_changes(rescheduling)
    offer.hears_of_the_lesson()
    assert offer.goes_on().ends == ("NotMoved", "overtaken")
    assert audit(rescheduling.paper.items()) == []


def test_a_lesson_that_its_series_gave_up_is_not_moved(rescheduling: Rescheduling) -> None:
    offer = _offered_in_a_series_that_changes(rescheduling)
    assert offer.answer(0).status == 200
    assert offer.goes_on().ends == ("NotMoved", "overtaken")
    assert audit(rescheduling.paper.items()) == []


def test_facts_about_the_lesson_that_change_nothing_of_it_leave_the_offer(offer: Offer) -> None:
    reschedule_answers.overtake(
        offer.day.school.tenant, offer.paper.sagas, offer.reschedule.lesson_id, now=utc_now()
    )
    assert offer.state == "offered"


def test_the_same_answer_twice_is_one(offer: Offer) -> None:
    replies = [offer.accept(1).body["chosen"], offer.accept(1).body["chosen"]]
    offer.goes_on()
    assert (replies, offer.accept(1).body["state"]) == ([1, 1], "accepted")
    assert offer.lesson.sequence == 1


def test_another_choice_after_the_first_is_refused(offer: Offer) -> None:
    offer.accept(1)
    assert (offer.accept(0).status, offer.accept(0).problem) == (409, "AnsweredOtherwise")
    offer.goes_on()
    assert offer.accept(0).problem == "AnsweredOtherwise"
    assert offer.decline().problem == "OfferEnded"


def test_nobody_accepts_what_was_declined(offer: Offer) -> None:
    offer.decline()
    assert (offer.accept().status, offer.accept().problem) == (409, "OfferEnded")


def test_nobody_accepts_when_the_time_is_over(offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    late = offer.reschedule.expires_at + timedelta(seconds=1)
    monkeypatch.setattr("functions.api.scheduling.accept_reschedule.utc_now", lambda: late)
    assert offer.accept().problem == "OfferEnded"


def test_whoever_accepts_in_the_moment_of_the_time_limit_has_the_lesson_moved(offer: Offer) -> None:
    assert offer.accept().status == 200
    offer.walk.answer = None
    offer.walk.token = "t"
    offer.walk.time_out()
    assert offer.goes_on().ends == ("Moved", "accepted")
    assert "FindAnswer" in offer.walk.visited


def test_nobody_accepts_once_the_time_limit_was_faster(offer: Offer) -> None:
    offer.walk.time_out()
    while offer.walk.at != "ReleaseAlternatives":
        offer.walk.step()
    assert offer.accept().problem == "OfferEnded"
    assert offer.goes_on().ends == ("NotMoved", "expired")


def test_a_lesson_has_one_open_offer(rescheduling: Rescheduling, offer: Offer) -> None:
    second = rescheduling.propose(offer.lesson, [rescheduling.day.at(6, 9), rescheduling.day.at(6, 12)])
    assert (second.status, second.problem) == (409, "AlreadyRescheduling")


def test_of_two_that_come_at_once_one_is_rejected_and_leaves_nothing(rescheduling: Rescheduling) -> None:
    lesson, day = rescheduling.lesson(), rescheduling.day
    one = rescheduling.asks(lesson)
    other = rescheduling.asks(lesson, [day.at(6, 9), day.at(6, 12)])
    one.goes_on()
    before = Remains.of(rescheduling.paper)
    assert other.goes_on().ends == ("NotMoved", "rejected")
    assert other.reschedule.problem is not None
    assert other.reschedule.problem.code == "AlreadyRescheduling"
    gone = Remains.of(rescheduling.paper).since(before)
    assert [key.split()[0] for key in gone] == ["schedule"]
    one.accept()
    assert one.goes_on().ends == ("Moved", "accepted")


def test_a_time_that_went_meanwhile_ends_it_by_its_name(rescheduling: Rescheduling) -> None:
    lesson = rescheduling.lesson()
    offer = rescheduling.asks(lesson)
    rescheduling.lesson(4, 11)
    offer.goes_on()
    assert offer.ends == ("NotMoved", "rejected")
    assert offer.reschedule.problem is not None
    assert offer.reschedule.problem.code == "SlotTaken"


def test_once_ended_there_may_be_another_one(rescheduling: Rescheduling, offer: Offer) -> None:
    offer.decline()
    offer.goes_on()
    again = rescheduling.offers(offer.lesson)
    again.accept()
    assert again.goes_on().ends == ("Moved", "accepted")


def test_everybody_hears_how_it_ended_once(rescheduling: Rescheduling, offer: Offer) -> None:
    offer.decline()
    offer.goes_on()
    offer.lapses()
    ended = told(rescheduling.day.school, "RescheduleEnded")
    assert [fact.data["state"] for fact in ended] == ["declined"]


def _cancel(offer: Offer) -> None:
    """As an office cancels: the time is free, and the fact is told."""
    from tutti.kit.facts import told as telling
    from tutti.scheduling.service import freeing

    tenant, lesson = offer.day.school.tenant, offer.lesson
    cancelled = lesson.revised_for_calendars(status=LessonStatus.CANCELLED)
    tenant.table.write(
        [
            LessonStore(tenant).replacing(lesson, cancelled),
            *freeing(tenant, lesson.occupies, [lesson.span]),
            *telling(tenant, LessonCancelled(subject=lesson.id)),
        ]
    )


def _offered_in_a_series_that_changes(rescheduling: Rescheduling) -> Offer:
    day = rescheduling.day
    series = Call().book_series(_weekly(day), by=day.school.admin)["series"]
    lesson_id = SeriesStore(day.school.tenant).get(series["id"]).lesson_id(day.at(3, 10))
    offer = rescheduling.offers(LessonStore(day.school.tenant).get(lesson_id))
    change = {"scope": "all", "minutes": 60, "version": series["version"]}
    changed = Call().change_series(change, by=day.school.admin, series_id=series["id"])
    assert changed.status == 201, changed.body
    return offer


def _weekly(day: Timetable) -> dict[str, Any]:
    body = {name: value for name, value in day.booking().items() if name != "starts_at"}
    start = day.at(3, 10).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
    weekly = {"repetition": {"preset": "weekly", "count": 4}, "zone": "Europe/Vienna"}
    return body | weekly | {"start": start.isoformat()}
