"""Situations that schools meet every term and that must not end badly.

Makeup credits, waitlists, and lessons that new time-zone data would move have tests of their own.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.api.scheduling.test_series import weekly
from tests.support.audit import audit
from tests.support.door import Call, Reply
from tests.support.paper import Paper
from tests.support.timetable import Timetable
from tests.support.together import together
from tutti.kit.clock import rfc3339, zone
from tutti.scheduling import requests
from tutti.scheduling.model import expand
from tutti.scheduling.store import LessonStore, SeriesStore

VIENNA = zone("Europe/Vienna")


@pytest.fixture(autouse=True)
def timetable_holds() -> Iterator[None]:
    """Whatever happened, nobody is in two places."""
    yield
    assert audit(Paper.items()) == []


def at_once(*asks: Callable[[], Reply]) -> Counter[str]:
    """What is answered when all of them ask at the same time."""
    return Counter(reply.problem or "done" for reply in together(*asks))


def books(day: Timetable, minute: int) -> Callable[[], Reply]:
    """Another child is booked for an hour that begins so many minutes after ten."""
    body = day.booking(3, 10, minute, minutes=60, student_ids=[day.another_child().id])
    return lambda: Call().book_lesson(body, by=day.school.admin)


def test_a_clash_far_into_a_series_is_told_and_left_to_choose(call: Call, day: Timetable) -> None:
    """Twenty weeks, of which two late ones are taken: eighteen are free, two need a choice."""
    other, booked = day.another_child(), []
    for days in (70, 119):
        body = day.booking(days, student_ids=[other.id], overrides_rules=True)
        booked.append(call.book_lesson(body, by=day.school.admin)["starts_at"])
    term = weekly(day, repetition={"preset": "weekly", "count": 20})
    refused = call.book_series(term, by=day.school.admin)
    assert (refused.problem, refused["detail"]) == ("SeriesClashes", "18 dates are free, 2 are not.")
    clashing = [one for one in refused["dates"] if one["verdict"] == "taken"]
    assert [one["original_start"] for one in clashing] == booked
    assert all(one["alternatives"] for one in clashing)
    assert len(call.book_series(term | {"take": "fitting"}, by=day.school.admin)["lesson_ids"]) == 18
    for one in clashing:
        instead = day.booking() | {name: one["alternatives"][0][name] for name in ("starts_at", "room_id")}
        assert call.book_lesson(instead, by=day.school.admin).status == 201


def test_of_many_who_want_one_hour_at_the_same_time_one_gets_it(day: Timetable) -> None:
    assert at_once(*[books(day, 0) for _ in range(8)]) == {"done": 1, "SlotTaken": 7}


def test_hours_that_overlap_are_no_less_one_hour(day: Timetable) -> None:
    """They begin at four different times, and every one of them overlaps all others."""
    assert at_once(*[books(day, minute) for minute in (0, 15, 30, 45) * 2]) == {"done": 1, "SlotTaken": 7}


def test_two_families_who_ask_for_one_slot_are_not_both_kept_waiting(call: Call, day: Timetable) -> None:
    """A request holds its time: the second family hears at once what else is free."""
    day.has_policy(needs_review=True)
    first = call.book_lesson(day.booking(3), by=day.parent)
    second = call.book_lesson(day.booking(3, minutes=45), by=day.parent)
    assert (first["status"], second.problem) == ("requested", "SlotTaken")
    assert second["alternatives"]


def test_a_request_answered_in_two_ways_at_once_has_one_answer(call: Call, day: Timetable) -> None:
    day.has_policy(needs_review=True)
    asked = call.book_lesson(day.booking(3), by=day.parent)
    yes, no = Call().approve_lesson, Call().decline_lesson
    answers = at_once(
        *[lambda say=say: say(by=day.school.admin, lesson_id=asked["id"]) for say in (yes, no) * 3]
    )
    assert answers in ({"done": 3, "NotRequested": 3}, {"done": 3, "LessonOver": 3})
    lesson = LessonStore(day.school.tenant).get(asked["id"])
    is_busy = day.busy(day.teacher.id, day.at(3)) != 0
    assert is_busy is (lesson.status == "confirmed")
    requests.lapse(day.school.tenant, lesson.id, now=lesson.starts_at)
    assert LessonStore(day.school.tenant).get(lesson.id).status == lesson.status


def test_lessons_stay_at_ten_when_summer_time_begins_and_ends(call: Call, day: Timetable) -> None:
    """A year of lessons, over both changes of the clocks."""
    reply = call.book_series(weekly(day, repetition={"preset": "weekly", "count": 50}), by=day.school.admin)
    lessons = LessonStore(day.school.tenant).get_many(reply["lesson_ids"])
    assert {one.starts_at.astimezone(VIENNA).strftime("%H:%M") for one in lessons} == {"10:00"}
    assert {one.starts_at.hour for one in lessons} == {8, 9}
    assert len(lessons) == 50


@pytest.mark.parametrize("server", ["America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
def test_it_does_not_matter_where_the_servers_clock_stands(
    call: Call, day: Timetable, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    start = datetime(2027, 3, 14, 2, 30)  # noqa: DTZ001 - a wall time, on the night of New York's change
    expected = [datetime(2027, 3, 14, 1, 30, tzinfo=UTC) + timedelta(days=7 * week) for week in range(2)]
    term = weekly(day, repetition={"preset": "weekly", "count": 3})
    try:
        with monkeypatch.context() as elsewhere:
            elsewhere.setitem(os.environ, "TZ", server)
            time.tzset()
            dates = expand(
                "FREQ=WEEKLY;COUNT=2",
                start,
                "Europe/Vienna",
                after=expected[0],
                before=expected[1] + timedelta(1),
            )
            booked = call.book_series(term, by=day.school.admin)["dates"]
    finally:
        time.tzset()
    assert [one.astimezone(UTC) for one in dates] == expected
    assert [one["original_start"] for one in booked] == [rfc3339(day.at(7 * week)) for week in (1, 2, 3)]


@pytest.mark.parametrize(("scope", "moved"), [("this", 1), ("following", 5), ("all", 8)])
def test_a_change_of_a_series_says_how_much_it_is_for_and_doubles_nothing(
    call: Call, day: Timetable, scope: str, moved: int
) -> None:
    booked = call.book_series(weekly(day), by=day.school.admin)["series"]
    fourth = booked["occurrences"][3]
    at = datetime.fromisoformat(fourth if scope != "all" else booked["occurrences"][0]).astimezone(VIENNA)
    change = {"scope": scope, "version": 1, "start": at.replace(hour=14, tzinfo=None).isoformat()}
    change |= {"original_start": fourth} if scope != "all" else {}
    assert call.change_series(change, by=day.school.admin, series_id=booked["id"]).status == 201
    tenant = day.school.tenant
    found = LessonStore(tenant).all()
    hours = Counter(one.starts_at.astimezone(VIENNA).hour for one in found)
    assert hours == +Counter({14: moved, 10: 8 - moved})
    assert len({one.starts_at.date() for one in found}) == len(found) == 8
    assert len(SeriesStore(tenant).all()) == (1 if scope == "this" else 2)


@pytest.mark.parametrize("scope", ["this", "following", "all"])
def test_who_changes_what_somebody_else_has_changed_meanwhile_reads_again(
    call: Call, day: Timetable, scope: str
) -> None:
    booked = call.book_series(weekly(day), by=day.school.admin)["series"]
    change = {"scope": scope, "version": 99, "start": "2030-01-01T10:00:00"}
    change |= {"original_start": booked["occurrences"][3]} if scope != "all" else {}
    reply = call.change_series(change, by=day.school.admin, series_id=booked["id"])
    assert (reply.status, reply.problem) == (409, "VersionConflict")
