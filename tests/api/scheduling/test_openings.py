"""Looking for openings: by teacher, instrument, day, length, location and student."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.door import Call
from tests.support.offers import a_piano_teacher, a_week
from tests.support.timetable import Timetable
from tutti.kit.clock import rfc3339, zone
from tutti.kit.ids import new_id
from tutti.scheduling.availability import Weekday


def _search(call: Call, day: Timetable, **query: Any) -> Any:
    return call.search_openings(by=day.school.admin, query=query)


def test_openings_are_free_half_hours_with_a_room(call: Call, day: Timetable) -> None:
    found = _search(call, day, **{"from": rfc3339(day.at(3, 0)), "to": rfc3339(day.at(4, 0))}, limit=50)
    assert [found["items"][0]["starts_at"], found["items"][-1]["ends_at"]] == [
        rfc3339(day.at(3, 9)),
        rfc3339(day.at(3, 18)),
    ]
    assert {one["room_id"] for one in found["items"]} == {day.room.id}


def test_what_is_booked_is_no_opening(call: Call, day: Timetable) -> None:
    call.book_lesson(day.booking(3), by=day.school.admin)
    found = _search(call, day, **{"from": rfc3339(day.at(3, 9)), "to": rfc3339(day.at(3, 12))})
    assert rfc3339(day.at(3, 10)) not in {one["starts_at"] for one in found["items"]}


def test_a_student_who_is_elsewhere_has_no_opening(call: Call, day: Timetable) -> None:
    vera = a_piano_teacher(day.school, "Vera Viel", availability=a_week(day.school))
    body = day.booking(3, room_id=None, location_id=None) | {"teacher_id": vera.id}
    assert call.book_lesson(body, by=day.school.admin).status == 201
    hours = {"from": rfc3339(day.at(3, 9)), "to": rfc3339(day.at(3, 12)), "teacher_id": day.teacher.id}
    alone, with_student = (
        _search(call, day, **hours, **more) for more in ({}, {"student_id": day.student.id})
    )
    assert len(alone["items"]) == len(with_student["items"]) + 1


@pytest.mark.parametrize(
    ("asked", "teachers"),
    [({"instrument": "cello"}, {"Cleo"}), ({"instrument": "piano"}, {"Theo"}), ({}, {"Cleo", "Theo"})],
)
def test_an_instrument_leads_to_its_teachers(
    call: Call, day: Timetable, asked: dict[str, str], teachers: set[str]
) -> None:
    cleo = a_piano_teacher(day.school, "Cleo", instruments=("cello",))
    names = {cleo.id: "Cleo", day.teacher.id: "Theo"}
    found = _search(call, day, **asked, limit=50)
    assert {names[one["teacher_id"]] for one in found["items"]} == teachers


def test_a_day_of_the_week_and_a_length(call: Call, day: Timetable) -> None:
    found = _search(call, day, weekday="TU", minutes=90, limit=50)
    here = zone("Europe/Vienna")
    starts = [datetime.fromisoformat(one["starts_at"]) for one in found["items"]]
    ends = [datetime.fromisoformat(one["ends_at"]) for one in found["items"]]
    assert {one.astimezone(here).weekday() for one in starts} == {Weekday.TUESDAY.number}
    assert {end - start for start, end in zip(starts, ends, strict=True)} == {timedelta(minutes=90)}


def test_pages_follow_each_other_without_gaps(call: Call, day: Timetable) -> None:
    first = _search(call, day, limit=3)
    second = _search(call, day, limit=3, cursor=first["cursor"])
    both = _search(call, day, limit=6)
    assert first["items"] + second["items"] == both["items"]


def test_families_see_as_far_as_they_may_book(call: Call, day: Timetable) -> None:
    day.has_policy(lead_time_hours=48, horizon_days=3)
    found = call.search_openings(by=day.parent, query={"limit": 50})
    starts = [one["starts_at"] for one in found["items"]]
    assert min(starts) >= rfc3339(day.at(1, 23))
    assert max(starts) <= rfc3339(day.at(4, 0))


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"to": "2020-01-01T00:00:00Z"}, "SearchTooLong"),
        ({"to": "2190-01-01T00:00:00Z"}, "SearchTooLong"),
        ({"minutes": 20}, "InvalidInput"),
        ({"minutes": 240}, "LengthNotAllowed"),
        ({"weekday": "XX"}, "InvalidInput"),
        ({"nonsense": "1"}, "InvalidInput"),
        ({"cursor": "x"}, "BadCursor"),
    ],
)
def test_bad_searches_are_refused_by_name(
    call: Call, day: Timetable, query: dict[str, str], problem: str
) -> None:
    assert _search(call, day, **query).problem == problem


def test_nobody_looks_into_a_strangers_day(call: Call, day: Timetable) -> None:
    query = {"student_id": day.student.id}
    assert call.search_openings(by=day.school.guardian, query=query).problem == "NoSuchStudent"
    assert _search(call, day, student_id=new_id("per")).problem == "NoSuchStudent"
