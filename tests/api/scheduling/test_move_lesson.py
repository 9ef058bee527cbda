"""Moving a lesson at once: one write for its time, its calendars and its series, within the rules."""

from typing import Any

import pytest

from tests.support.bills import told
from tests.support.door import Call, Reply
from tests.support.offers import a_piano_teacher
from tests.support.people import a_student
from tests.support.timetable import Timetable
from tutti.kit.clock import rfc3339, zone
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.scheduling.closure import Closure, Closures
from tutti.scheduling.lesson import LessonStatus
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import ClosureStore, LessonStore, SeriesStore


@pytest.fixture
def lesson(call: Call, day: Timetable) -> Reply:
    booked: Reply = call.book_lesson(day.booking(3), by=day.school.admin)
    return booked


def _move(day: Timetable, lesson: Any, days: int = 4, hour: int = 11, **more: Any) -> Reply:
    by = more.pop("by", day.taught_by)
    body = {"starts_at": rfc3339(day.at(days, hour, more.pop("minute", 0))), "version": lesson["version"]}
    reply: Reply = Call().move_lesson(body | more, by=by, lesson_id=lesson["id"])
    return reply


def test_the_teacher_moves_a_lesson_of_hers(call: Call, day: Timetable, lesson: Reply) -> None:
    moved = _move(day, lesson)
    assert (moved.status, moved["starts_at"]) == (200, rfc3339(day.at(4, 11)))
    assert moved.body == call.get_lesson(by=day.school.admin, lesson_id=lesson["id"]).body
    assert (moved["original_start"], moved["sequence"]) == (lesson["starts_at"], 1)


def test_its_old_time_is_free_and_the_new_one_taken(day: Timetable, lesson: Reply) -> None:
    _move(day, lesson)
    for one in (day.teacher.id, day.room.id, day.student.id):
        assert (day.busy(one, day.at(3)), day.busy(one, day.at(4, 11))) == (0, 0b11)


def test_it_stands_in_all_calendars_once_and_there(call: Call, day: Timetable, lesson: Reply) -> None:
    _move(day, lesson)
    for where in ({"person_id": day.teacher.id}, {"person_id": day.student.id}, {"room_id": day.room.id}):
        found = call.get_calendar(by=day.school.admin, query=where)
        assert [one["starts_at"] for one in found["items"]] == [rfc3339(day.at(4, 11))]


def test_it_may_move_by_less_than_its_length(day: Timetable, lesson: Reply) -> None:
    assert _move(day, lesson, 3, 10, minute=15).status == 200
    assert day.busy(day.teacher.id, day.at(3), 45) == 0b110


def test_it_may_become_longer_and_change_its_room(call: Call, day: Timetable, lesson: Reply) -> None:
    other = call.add_room(
        {"name": "Room 2", "location_id": day.location.id, "capacity": 3}, by=day.school.admin
    )
    moved = _move(day, lesson, minutes=60, room_id=other["id"])
    assert (moved["ends_at"], moved["room_id"]) == (rfc3339(day.at(4, 12)), other["id"])
    assert day.busy(day.room.id, day.at(4, 11), 60) == 0


def test_the_fact_says_from_where_to_where_and_who(day: Timetable, lesson: Reply) -> None:
    _move(day, lesson)
    [fact] = told(day.school, "LessonMoved")
    assert fact.actor == day.teacher.id
    assert fact.data == {
        "teacher_id": day.teacher.id,
        "student_ids": [day.student.id],
        "starts_at": rfc3339(day.at(4, 11)),
        "was_at": rfc3339(day.at(3)),
    }


def test_a_lesson_of_a_series_leaves_its_pattern(call: Call, day: Timetable) -> None:
    made = call.book_series(_weekly(day), by=day.school.admin)["series"]
    series = _series(day, made["id"])
    moved_one = series.occurrences[1]
    lesson = call.get_lesson(by=day.school.admin, lesson_id=series.lesson_id(moved_one))
    assert _move(day, lesson, 5, 15).status == 200
    after = _series(day, series.id)
    assert (moved_one in after.occurrences, after.exceptions) == (False, (moved_one,))
    assert len(after.occurrences) == len(series.occurrences) - 1


def test_a_lesson_that_was_moved_before_moves_again(day: Timetable, lesson: Reply) -> None:
    again = _move(day, _move(day, lesson), 5, 15)
    assert (again.status, again["sequence"]) == (200, 2)
    assert [day.busy(day.teacher.id, day.at(*at)) for at in ((3, 10), (4, 11), (5, 15))] == [0, 0, 0b11]


def test_who_is_in_the_way_refuses_it_with_the_nearest_alternatives(
    call: Call, day: Timetable, lesson: Reply
) -> None:
    other = day.another_child()
    call.book_lesson(day.booking(4, 11, student_ids=[other.id]), by=day.school.admin)
    refused = _move(day, lesson)
    assert (refused.status, refused.problem) == (409, "SlotTaken")
    assert [one["starts_at"] for one in refused["alternatives"]] == [
        rfc3339(day.at(4, *clock)) for clock in ((10, 0), (10, 30), (11, 30))
    ]
    assert day.busy(day.teacher.id, day.at(3)) == 0b11


def test_the_teacher_keeps_the_notice_and_the_office_may_override(call: Call, day: Timetable) -> None:
    soon = call.book_lesson(day.booking(1) | {"overrides_rules": True}, by=day.school.admin)
    day.has_policy(reschedule_notice_hours=72)
    refused = _move(day, soon)
    assert (refused.status, refused.problem, refused["rule"]) == (
        409,
        "TooLateToReschedule",
        "reschedule_notice_hours",
    )
    assert _move(day, soon, overrides_rules=True).status == 403
    assert _move(day, soon, overrides_rules=True, by=day.school.admin).status == 200


def test_an_older_version_is_refused(day: Timetable, lesson: Reply) -> None:
    _move(day, lesson)
    assert (_move(day, lesson, 5).status, _move(day, lesson, 5).problem) == (409, "VersionConflict")


@pytest.mark.parametrize("status", [LessonStatus.CANCELLED, LessonStatus.COMPLETED, LessonStatus.MISSED])
def test_what_is_over_stays_as_it_was(day: Timetable, lesson: Reply, status: LessonStatus) -> None:
    lessons = LessonStore(day.school.tenant)
    before = lessons.get(lesson["id"])
    over = lessons.replace(before, before.model_copy(update={"status": status}))
    refused = _move(day, {"id": over.id, "version": over.version}, by=day.school.admin, overrides_rules=True)
    assert (refused.status, refused.problem) == (409, "LessonOver")


def test_a_lesson_that_has_begun_stays(day: Timetable, lesson: Reply) -> None:
    lessons = LessonStore(day.school.tenant)
    before = lessons.get(lesson["id"])
    begun = lessons.replace(before, before.model_copy(update={"starts_at": day.at(-1)}))
    refused = _move(day, {"id": begun.id, "version": begun.version}, by=day.school.admin)
    assert refused.problem == "LessonOver"


@pytest.mark.parametrize(
    ("days", "hour", "minute", "problem"),
    [
        (4, 20, 0, "TeacherUnavailable"),
        (-1, 11, 0, "StartsInThePast"),
        (3, 10, 0, "SamePlace"),
        (4, 11, 7, "OffTheGrid"),
    ],
)
def test_a_place_that_will_not_do_is_refused_by_name(
    day: Timetable, lesson: Reply, days: int, hour: int, minute: int, problem: str
) -> None:
    before = LessonStore(day.school.tenant).get(lesson["id"])
    assert _move(day, lesson, days, hour, minute=minute).problem == problem
    assert LessonStore(day.school.tenant).get(lesson["id"]) == before


def test_no_lesson_moves_to_a_closed_day(day: Timetable, lesson: Reply) -> None:
    on = day.at(4).date()
    closed = Closure(id=new_id("clo"), first_on=on, last_on=on, reason="Concert")
    ClosureStore(day.school.tenant).create(Closures(closures=(closed,)))
    assert _move(day, lesson).problem == "ClosedThen"


def test_a_crowded_week_takes_no_more_but_its_own_lessons_move_in_it(
    call: Call, day: Timetable, lesson: Reply
) -> None:
    day.has_policy(max_lessons_a_week=1)
    call.book_lesson(day.booking(10), by=day.school.admin)
    assert _move(day, lesson, 10, 14).problem == "TooManyThisWeek"
    assert _move(day, lesson, 3, 14).status == 200


def test_nobody_moves_a_lesson_of_another_teacher(day: Timetable, lesson: Reply) -> None:
    stranger = day.school.caller(Role.TEACHER, a_piano_teacher(day.school, "Vera Viel").id)
    assert _move(day, lesson, by=stranger).status == 404
    assert _move(day, lesson, by=day.parent).status == 403


def _weekly(day: Timetable) -> dict[str, Any]:
    body = {name: value for name, value in day.booking().items() if name != "starts_at"}
    start = day.at(3, 10).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
    return body | {
        "start": start.isoformat(),
        "zone": "Europe/Vienna",
        "repetition": {"preset": "weekly", "count": 4},
    }


def _series(day: Timetable, series_id: str) -> Series:
    return SeriesStore(day.school.tenant).get(series_id)


def test_a_length_that_the_studio_does_not_give_is_the_offices_to_give(call: Call, day: Timetable) -> None:
    lesson = call.book_lesson(day.booking(3), by=day.school.admin)
    body = {"starts_at": lesson["starts_at"], "minutes": 180, "version": 1}
    refused = call.move_lesson(body, by=day.taught_by, lesson_id=lesson["id"])
    assert refused.problem == "LengthNotAllowed"
    body["overrides_rules"] = True
    assert call.move_lesson(body, by=day.school.admin, lesson_id=lesson["id"]).status == 200


def test_a_group_that_one_write_does_not_hold_stays_where_it_is(call: Call, day: Timetable) -> None:
    group: dict[str, Any] = {"kind": "group", "seats": 60, "student_ids": [], "room_id": None}
    lesson = call.book_lesson(day.booking(3, **group), by=day.school.admin)
    lessons = LessonStore(day.school.tenant)
    before = lessons.get(lesson["id"])
    students = tuple(a_student(day.school, day.family).id for _ in range(40))
    lessons.replace(before, before.model_copy(update={"student_ids": students}))
    body = {"starts_at": rfc3339(day.at(4)), "version": 2, "overrides_rules": True}
    assert call.move_lesson(body, by=day.school.admin, lesson_id=lesson["id"]).problem == "TooManyToMove"
    assert lessons.get(lesson["id"]).starts_at == day.at(3)
