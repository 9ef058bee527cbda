"""What a family does in its own calendar app never reaches the school, nor comes back twice."""

from datetime import UTC
from typing import Any

import pytest
from icalendar import Calendar

from tests.support.door import Call, endpoints
from tests.support.people import a_member
from tests.support.timetable import Timetable
from tutti.kit.clock import rfc3339
from tutti.kit.role import Role


@pytest.fixture
def token(call: Call, day: Timetable) -> str:
    a_member(day.school, Role.STUDENT, id=day.student.id)
    reply = call.open_calendar_feed({}, by=day.school.caller(Role.STUDENT, day.student.id))
    return str(reply["url"].rpartition("/")[2])


def events(call: Call, token: str) -> dict[str, Any]:
    found = Calendar.from_ical(call.get_calendar_feed(calendar_token=token).body).walk("VEVENT")
    events = {str(one["UID"]): one for one in found}
    assert len(events) == len(found)
    return events


def test_the_address_can_only_be_read() -> None:
    doors = [one.door for one in endpoints().values() if one.door.path.startswith("/v1/public/calendars")]
    assert {one.method for one in doors} == {"GET"}


def test_a_lesson_is_one_event_however_often_it_changes_and_is_read(
    call: Call, day: Timetable, token: str
) -> None:
    lesson = call.book_lesson(day.booking(3), by=day.school.admin)
    [(uid, first)] = events(call, token).items()
    to = {"starts_at": rfc3339(day.at(4, 15)), "version": 1}
    call.move_lesson(to, by=day.school.admin, lesson_id=lesson["id"])
    for _ in range(3):
        [(again, event)] = events(call, token).items()
        assert again == uid
        assert event["SEQUENCE"] > first["SEQUENCE"]
        assert event["DTSTART"].dt.astimezone(UTC) == day.at(4, 15)


def test_a_cancelled_lesson_stays_cancelled(call: Call, day: Timetable, token: str) -> None:
    lesson = call.book_lesson(day.booking(3), by=day.school.admin)
    [(uid, before)] = events(call, token).items()
    call.cancel_lesson({"reason": "school"}, by=day.school.admin, lesson_id=lesson["id"])
    call.book_lesson(day.booking(3), by=day.school.admin)
    found = events(call, token)
    assert found[uid]["STATUS"] == "CANCELLED"
    assert found[uid]["SEQUENCE"] > before["SEQUENCE"]
    assert sorted(str(one["STATUS"]) for one in found.values()) == ["CANCELLED", "CONFIRMED"]


def test_apps_are_told_how_often_to_look(call: Call, token: str) -> None:
    reply = call.get_calendar_feed(calendar_token=token)
    for line in ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"):
        assert line in reply.body.splitlines()
    assert reply.headers["etag"]
