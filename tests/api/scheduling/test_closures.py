"""Days on which a school is closed."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.ids import new_id


def _closed(day: Timetable, days: int = 3, **more: Any) -> dict[str, Any]:
    on = day.at(days).date().isoformat()
    return {"first_on": on, "last_on": on, "reason": "Concert"} | more


def _listed(call: Call, day: Timetable) -> list[Any]:
    items: list[Any] = call.list_closures(by=day.parent)["items"]
    return items


def test_a_closed_day_is_listed_and_takes_no_bookings(call: Call, day: Timetable) -> None:
    reply = call.add_closure(_closed(day), by=day.school.admin)
    assert (reply.status, _listed(call, day)) == (201, [reply["closure"]])
    assert call.book_lesson(day.booking(3), by=day.parent).problem == "ClosedThen"


def test_lessons_that_stand_on_a_new_closed_day_are_shown(call: Call, day: Timetable) -> None:
    lesson = call.book_lesson(day.booking(3), by=day.school.admin)
    for closure in (_closed(day), _closed(day, location_id=day.location.id)):
        shown = call.add_closure(closure, by=day.school.admin)["lessons"]
        assert [one["id"] for one in shown] == [lesson["id"]]


def test_another_location_stays_open(call: Call, day: Timetable) -> None:
    assert call.add_closure(_closed(day, location_id=new_id("loc")), by=day.school.admin).problem == (
        "NoSuchLocation"
    )
    call.add_closure(_closed(day, location_id=day.location.id), by=day.school.admin)
    online = day.booking(3, location_id=None, room_id=None, overrides_rules=True)
    assert call.book_lesson(online, by=day.school.admin).status == 201


def test_a_removed_closure_opens_the_day_again(call: Call, day: Timetable) -> None:
    closure = call.add_closure(_closed(day), by=day.school.admin)["closure"]
    assert call.remove_closure(by=day.school.admin, closure_id=closure["id"]).status == 204
    assert call.remove_closure(by=day.school.admin, closure_id=closure["id"]).problem == "NoSuchClosure"
    assert call.book_lesson(day.booking(3), by=day.parent).status == 201


def test_public_holidays_come_once_however_often_they_are_imported(call: Call, day: Timetable) -> None:
    wanted = {"country": "AT", "year": 2027}
    first, second = (call.import_holidays(wanted, by=day.school.admin) for _ in range(2))
    assert first.body == second.body
    assert {"first_on": "2027-12-25", "reason": "Christtag"}.items() <= {
        key: value for one in first["items"] if one["first_on"] == "2027-12-25" for key, value in one.items()
    }.items()
    listed = call.list_closures(by=day.school.admin, query={"limit": 50})["items"]
    assert len(listed) == len(first["items"])


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"country": "AT", "year": 1800}, "InvalidInput"),
        ({"country": "XX", "year": 2027}, "UnknownHolidays"),
        ({"country": "US", "subdivision": "ZZZ", "year": 2027}, "UnknownHolidays"),
    ],
)
def test_unknown_holidays_are_refused(call: Call, day: Timetable, body: dict[str, Any], problem: str) -> None:
    reply = call.import_holidays(body, by=day.school.admin)
    assert (reply.status, reply.problem) == (422, problem)


@pytest.mark.parametrize(
    "body",
    [
        {"first_on": "2027-01-02", "last_on": "2027-01-01"},
        {"first_on": "2027-01-01", "last_on": "2029-01-01"},
        {"first_on": "2027-02-30", "last_on": "2027-03-01"},
    ],
)
def test_impossible_closures_are_refused(call: Call, day: Timetable, body: dict[str, Any]) -> None:
    assert call.add_closure(body, by=day.school.admin).problem == "InvalidInput"


def test_only_the_administration_closes(call: Call, day: Timetable, allegro: School) -> None:
    assert call.add_closure(_closed(day), by=day.taught_by).status == 403
    call.add_closure(_closed(day), by=allegro.admin)
    assert _listed(call, day) == []
