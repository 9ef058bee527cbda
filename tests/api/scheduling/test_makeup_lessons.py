"""Makeup lessons: booked with credit of any length, given back when they come to nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.events.scheduling import give_credit_back
from tests.support.cancellable import deliver
from tests.support.door import Call, Reply
from tests.support.timetable import Timetable
from tutti.billing.credit import Credit, balance
from tutti.billing.crediting import credits_of
from tutti.kit.clock import local_date, utc_now
from tutti.scheduling.cancellation.store import CancellationStore
from tutti.studios.store import StudioStore

TODAY = local_date(utc_now(), "Europe/Vienna")
CREDITED = timedelta(days=180)


def grant(call: Call, day: Timetable, minutes: int, **more: Any) -> str:
    body = {"student_id": day.student.id, "instrument": "piano", "minutes": minutes} | more
    granted: str = call.grant_credit(body, by=day.school.admin)["id"]
    return granted


def book(call: Call, day: Timetable, by: Any = None, minutes: int = 30, **changes: Any) -> Reply:
    body = day.booking(minutes=minutes, purpose="makeup", **changes)
    reply: Reply = call.book_lesson(body, by=by or day.school.admin)
    return reply


def lots(day: Timetable) -> list[Credit]:
    return credits_of(day.school.tenant, day.student.id)


def open_minutes(day: Timetable, on: date = TODAY) -> int:
    return balance(lots(day), on).open


def test_a_makeup_lesson_takes_its_own_length_of_credit(call: Call, day: Timetable) -> None:
    grant(call, day, 30)
    assert book(call, day).status == 201
    assert open_minutes(day) == 0


def test_two_short_credits_pay_for_one_long_lesson(call: Call, day: Timetable) -> None:
    grant(call, day, 30)
    grant(call, day, 30)
    assert book(call, day, minutes=45).status == 201
    assert open_minutes(day) == 15


def test_a_family_books_its_makeup_by_itself(call: Call, day: Timetable) -> None:
    grant(call, day, 60)
    assert book(call, day, day.parent).status == 201
    assert open_minutes(day) == 30


def test_no_makeup_without_credit_and_nothing_is_booked(call: Call, day: Timetable) -> None:
    grant(call, day, 15)
    reply = book(call, day)
    assert (reply.status, reply.problem) == (409, "NotEnoughCredit")
    assert (reply["needed"], reply["open"]) == (30, 15)
    assert open_minutes(day) == 15


def test_a_makeup_takes_place_before_its_credit_expires(call: Call, day: Timetable) -> None:
    grant(call, day, 30, expires_on=TODAY + timedelta(days=3))
    assert book(call, day, days=3).problem == "NotEnoughCredit"
    assert book(call, day, days=2).status == 201


def test_the_office_gives_a_makeup_away_by_setting_the_rules_aside(call: Call, day: Timetable) -> None:
    assert book(call, day, overrides_rules=True).status == 201


def test_a_regular_lesson_takes_no_credit(call: Call, day: Timetable) -> None:
    grant(call, day, 30)
    call.book_lesson(day.booking(), by=day.school.admin)
    assert open_minutes(day) == 30


def cancelled(call: Call, day: Timetable, lesson_id: str, by: Any) -> Any:
    return call.cancel_lesson({"reason": "other"}, by=by, lesson_id=lesson_id)["parts"][0]


def test_a_makeup_that_the_family_cancels_in_time_goes_back_to_the_same_lot(
    call: Call, day: Timetable
) -> None:
    expires_on = TODAY + timedelta(days=20)
    grant(call, day, 60, expires_on=expires_on)
    part = cancelled(call, day, book(call, day)["id"], day.parent)
    assert (part["credit_minutes"], part["restored_minutes"], part["expires_on"]) == (30, 30, str(expires_on))
    (lot,) = lots(day)
    assert (lot.left, lot.expires_on) == (60, expires_on)


def test_cancelling_a_makeup_again_and_again_never_makes_a_credit_last_longer(
    call: Call, day: Timetable
) -> None:
    grant(call, day, 30, expires_on=TODAY + timedelta(days=20))
    for _ in range(3):
        cancelled(call, day, book(call, day)["id"], day.parent)
    assert [(lot.left, lot.expires_on) for lot in lots(day)] == [(30, TODAY + timedelta(days=20))]


def test_a_makeup_that_the_school_cancels_is_good_for_as_long_as_a_new_credit(
    call: Call, day: Timetable
) -> None:
    grant(call, day, 30, expires_on=TODAY + timedelta(days=5))
    cancelled(call, day, book(call, day, days=3)["id"], day.taught_by)
    (lot,) = lots(day)
    assert (lot.left, lot.expires_on) == (30, TODAY + timedelta(days=3) + CREDITED)


def test_a_makeup_cancelled_too_late_is_spent(call: Call, day: Timetable) -> None:
    grant(call, day, 30)
    policy = {"otherwise": {"outcome": "waive"}, "version": 1}
    call.update_cancellation_policy(policy, by=day.school.owner)
    assert cancelled(call, day, book(call, day)["id"], day.parent)["outcome"] == "waive"
    assert open_minutes(day) == 0


def test_a_makeup_that_was_given_away_is_credited_when_the_school_cancels(call: Call, day: Timetable) -> None:
    lesson = book(call, day, overrides_rules=True)
    assert cancelled(call, day, lesson["id"], day.taught_by)["credit_minutes"] == 30
    assert open_minutes(day) == 30


def ask(call: Call, day: Timetable, **credit: Any) -> Reply:
    """A makeup that the family asks for, in a school that reviews such requests."""
    studios = StudioStore(day.school.tenant)
    studio = studios.current()
    policy = studio.policy.model_copy(update={"needs_review": True})
    studios.replace(studio, studio.model_copy(update={"policy": policy}))
    grant(call, day, 30, **credit)
    asked = book(call, day, day.parent)
    assert (asked["status"], open_minutes(day)) == ("requested", 0)
    return asked


@pytest.mark.parametrize("who", ["parent", "taught_by"])
def test_a_makeup_that_was_only_asked_for_leaves_the_credit_as_it_was(
    call: Call, day: Timetable, who: str
) -> None:
    call.update_cancellation_policy({"otherwise": {"outcome": "waive"}, "version": 1}, by=day.school.owner)
    expires_on = TODAY + timedelta(days=9)
    asked = ask(call, day, expires_on=expires_on)
    part = cancelled(call, day, asked["id"], getattr(day, who))
    assert (part["rule"], part["restored_minutes"]) == ("Makeup not confirmed yet", 30)
    assert [(lot.left, lot.expires_on) for lot in lots(day)] == [(30, expires_on)]
    (record,) = CancellationStore(day.school.tenant).all()
    explained = call.get_cancellation(by=day.school.owner, cancellation_id=record.id)["explanations"]
    assert "Makeup not confirmed yet" in explained[0]["explain"]["sentences"][-1]


def test_a_makeup_that_the_school_declines_is_given_back_once(call: Call, day: Timetable) -> None:
    asked = ask(call, day)
    assert call.decline_lesson(by=day.school.admin, lesson_id=asked["id"]).status == 200
    for _ in range(2):
        deliver(day.school, give_credit_back.handler, "LessonDeclined")
    assert open_minutes(day) == 30


@pytest.mark.parametrize("minutes", [15, 30, 45, 60, 90, 120])
def test_no_credit_is_too_short_or_too_long_to_be_booked(call: Call, day: Timetable, minutes: int) -> None:
    """Credits of any length fit lessons of any length, to the last quarter of an hour."""
    grant(call, day, minutes)
    hours = iter(range(9, 18))
    while rest := open_minutes(day):
        assert book(call, day, minutes=min(rest, 45), hour=next(hours) + 0).status == 201
    assert sum(lot.spent for lot in lots(day)) == minutes


def test_a_series_has_no_makeup_lessons(call: Call, day: Timetable) -> None:
    body = day.booking(purpose="makeup")
    start = {"start": body.pop("starts_at")[:19], "repetition": {"preset": "weekly", "count": 2}}
    reply = call.book_series(body | start, by=day.school.admin)
    assert (reply.status, reply["errors"][0]["rule"]) == (
        422,
        "Value error, makeup lessons are booked one by one, each with credit",
    )
