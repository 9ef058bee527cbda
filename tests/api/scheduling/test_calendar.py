"""Calendars of people, rooms and locations (SCH-30): in order, and nobody else's."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.classes import TOMORROW, Class
from tests.support.door import Call
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import rfc3339
from tutti.kit.ids import new_id
from tutti.scheduling.lesson import LessonStatus
from tutti.scheduling.store import LessonStore


@pytest.fixture
def weekly(forte: School) -> Class:
    return Class(forte, 0, 7, 14, 60)


def _calendar(call: Call, by: Caller, person_id: str | None = None, **query: Any) -> Any:
    return call.get_calendar(by=by, query={"person_id": person_id, **query})


def test_a_calendar_holds_four_weeks_in_order(call: Call, weekly: Class) -> None:
    for caller, of in (
        (weekly.school.admin, weekly.teacher.id),
        (weekly.school.admin, weekly.student.id),
        (weekly.taught_by, weekly.teacher.id),
        (weekly.parent, weekly.student.id),
        (weekly.child, weekly.student.id),
    ):
        found = _calendar(call, caller, of)["items"]
        assert [lesson["id"] for lesson in found] == [lesson.id for lesson in weekly.lessons[:3]]


def test_from_and_to_choose_the_time(call: Call, weekly: Class) -> None:
    after, before = TOMORROW + timedelta(days=7), TOMORROW + timedelta(days=70)
    found = _calendar(
        call, weekly.school.admin, weekly.teacher.id, **{"from": rfc3339(after), "to": rfc3339(before)}
    )
    assert [one["id"] for one in found["items"]] == [lesson.id for lesson in weekly.lessons[1:]]


@pytest.mark.parametrize("days", [0, -1, 93])
def test_refuses_calendars_that_are_empty_or_too_long(call: Call, weekly: Class, days: int) -> None:
    query = {"from": rfc3339(TOMORROW), "to": rfc3339(TOMORROW + timedelta(days=days))}
    reply = _calendar(call, weekly.school.admin, weekly.teacher.id, **query)
    assert (reply.status, reply.problem) == (422, "CalendarTooLong")


def test_pages_through_a_calendar(call: Call, weekly: Class) -> None:
    first = _calendar(call, weekly.parent, weekly.student.id, limit=2)
    second = _calendar(call, weekly.parent, weekly.student.id, limit=2, cursor=first["cursor"])
    assert [len(page["items"]) for page in (first, second)] == [2, 1]
    assert _calendar(call, weekly.parent, weekly.student.id, cursor="x").problem == "BadCursor"


def test_everybody_sees_their_own_calendar_without_a_name(call: Call, weekly: Class) -> None:
    for caller in (weekly.taught_by, weekly.child):
        assert len(_calendar(call, caller)["items"]) == 3
    assert _calendar(call, weekly.parent)["items"] == []


def test_nobody_sees_the_calendars_of_strangers(call: Call, weekly: Class, allegro: School) -> None:
    for caller, of in (
        (weekly.school.guardian, weekly.student.id),
        (weekly.school.teacher, weekly.student.id),
        (weekly.parent, weekly.teacher.id),
        (weekly.child, weekly.teacher.id),
    ):
        reply = _calendar(call, caller, of)
        assert (reply.status, reply.problem) == (404, "NoSuchStudent")
    assert _calendar(call, allegro.owner, weekly.teacher.id)["items"] == []
    elsewhere = call.get_calendar(by=allegro.owner, query={"location_id": weekly.location.id})
    assert elsewhere["items"] == []


def test_families_see_nobody_elses_children_in_a_calendar(call: Call, weekly: Class) -> None:
    lesson = weekly.lessons[0]
    group = lesson.model_copy(update={"student_ids": (new_id("per"), weekly.student.id)})
    LessonStore(weekly.school.tenant).replace(lesson, group)
    for caller in (weekly.parent, weekly.child):
        assert _calendar(call, caller, weekly.student.id)["items"][0]["student_ids"] == [weekly.student.id]
    assert len(_calendar(call, weekly.taught_by)["items"][0]["student_ids"]) == 2


def test_the_office_sees_rooms_and_locations(call: Call, weekly: Class) -> None:
    room_id, tenant = new_id("rom"), weekly.school.tenant
    tenant.table.write(LessonStore(tenant).entering(weekly.lessons[0], [room_id]))
    for caller in (weekly.school.owner, weekly.school.admin, weekly.school.manager(weekly.location.id)):
        there = call.get_calendar(by=caller, query={"room_id": room_id})["items"]
        assert [one["id"] for one in there] == [weekly.lessons[0].id]
        there = call.get_calendar(by=caller, query={"location_id": weekly.location.id})["items"]
        assert [one["id"] for one in there] == [lesson.id for lesson in weekly.lessons[:3]]


def test_nobody_else_sees_rooms_and_locations(call: Call, weekly: Class) -> None:
    for caller in (weekly.taught_by, weekly.parent, weekly.child):
        for query in ({"room_id": new_id("rom")}, {"location_id": weekly.location.id}):
            reply = call.get_calendar(by=caller, query=query)
            assert (reply.status, reply.problem) == (403, "OfficeCalendar")
    elsewhere = weekly.school.manager(new_id("loc"))
    reply = call.get_calendar(by=elsewhere, query={"location_id": weekly.location.id})
    assert (reply.status, reply.problem) == (404, "NoSuchLocation")


def test_managers_see_what_takes_place_at_their_own_locations(call: Call, weekly: Class) -> None:
    here, elsewhere = weekly.school.manager(weekly.location.id), weekly.school.manager(new_id("loc"))
    assert len(_calendar(call, here, weekly.teacher.id)["items"]) == 3
    assert len(_calendar(call, here, weekly.student.id)["items"]) == 3
    assert _calendar(call, elsewhere, weekly.teacher.id)["items"] == []
    room_id, tenant = new_id("rom"), weekly.school.tenant
    tenant.table.write(LessonStore(tenant).entering(weekly.lessons[0], [room_id]))
    assert len(call.get_calendar(by=here, query={"room_id": room_id})["items"]) == 1
    assert call.get_calendar(by=elsewhere, query={"room_id": room_id})["items"] == []


def test_managers_see_all_lessons_of_their_own_students(call: Call, weekly: Class) -> None:
    lessons, moved = LessonStore(weekly.school.tenant), weekly.lessons[0]
    lessons.replace(moved, moved.model_copy(update={"location_id": None}))
    here = weekly.school.manager(weekly.location.id)
    assert len(_calendar(call, here, weekly.student.id)["items"]) == 3
    assert len(_calendar(call, here, weekly.teacher.id)["items"]) == 2


def test_a_calendar_of_one_status_leaves_out_the_others(call: Call, weekly: Class) -> None:
    lesson = weekly.lessons[1]
    cancelled = lesson.model_copy(update={"status": LessonStatus.CANCELLED})
    LessonStore(weekly.school.tenant).replace(lesson, cancelled)
    by = weekly.parent, weekly.student.id
    assert [one["status"] for one in _calendar(call, *by)["items"]] == ["confirmed", "cancelled", "confirmed"]
    assert [one["id"] for one in _calendar(call, *by, status="cancelled")["items"]] == [lesson.id]


@pytest.mark.parametrize(
    "query",
    [
        {"person_id": "loc_1"},
        {"person_id": "per_1"},
        {"room_id": "all"},
        {"from": "today"},
        {"status": "gone"},
        {"of": "somebody"},
    ],
)
def test_refuses_what_is_no_calendar(call: Call, forte: School, query: dict[str, str]) -> None:
    assert call.get_calendar(by=forte.admin, query=query).problem == "InvalidInput"


def test_shows_one_calendar_at_a_time(call: Call, forte: School) -> None:
    query = {"person_id": new_id("per"), "location_id": new_id("loc")}
    assert call.get_calendar(by=forte.admin, query=query).problem == "OneCalendar"


def test_needs_a_sign_in(call: Call) -> None:
    assert call.get_calendar().status == 401
