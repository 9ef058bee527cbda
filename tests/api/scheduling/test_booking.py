"""Booking a lesson: whose time it takes, whom it lets in, and what the studio's rules say."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from functions.events.scheduling import lapse_request
from tests.support.door import Call
from tests.support.offers import a_piano_teacher
from tests.support.paper_sagas import PaperSchedules
from tests.support.rescheduling import delivered
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.clock import rfc3339, utc_now, zone
from tutti.kit.facts import envelope
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.store import TeacherStore
from tutti.scheduling import requests
from tutti.scheduling.availability import AvailabilityBlock, Weekday
from tutti.scheduling.closure import Closure, Closures
from tutti.scheduling.grid import SLOTS_A_BLOCK, instant_of, slot_after
from tutti.scheduling.service import RequestLapsed
from tutti.scheduling.store import ClosureStore, LessonStore
from tutti.studios.model import Policy
from tutti.studios.store import StudioStore


def another_teacher(day: Timetable) -> str:
    return a_piano_teacher(day.school, "Vera Viel").id


def test_a_booked_lesson_takes_the_time_of_teacher_room_and_student(call: Call, day: Timetable) -> None:
    reply = call.book_lesson(day.booking(3), by=day.school.admin)
    assert (reply.status, reply["status"]) == (201, "confirmed")
    for one in (day.teacher.id, day.room.id, day.student.id):
        assert day.busy(one, day.at(3)) == 0b11


def test_a_lesson_stands_in_all_calendars(call: Call, day: Timetable) -> None:
    lesson = call.book_lesson(day.booking(3), by=day.school.admin)
    for where in ({"person_id": day.teacher.id}, {"person_id": day.student.id}, {"room_id": day.room.id}):
        found = call.get_calendar(by=day.school.admin, query=where)
        assert [one["id"] for one in found["items"]] == [lesson["id"]]


@pytest.mark.parametrize("minute", [0, 15])
def test_refuses_a_slot_that_another_lesson_holds(call: Call, day: Timetable, minute: int) -> None:
    call.book_lesson(day.booking(3), by=day.school.admin)
    other = day.another_child()
    reply = call.book_lesson(day.booking(3, 10, minute, student_ids=[other.id]), by=day.school.admin)
    assert (reply.status, reply.problem) == (409, "SlotTaken")


def test_a_refused_booking_offers_the_nearest_alternatives(call: Call, day: Timetable) -> None:
    call.book_lesson(day.booking(3, 10), by=day.school.admin)
    other = day.another_child()
    reply = call.book_lesson(day.booking(3, 10, student_ids=[other.id]), by=day.school.admin)
    offered = [one["starts_at"] for one in reply["alternatives"]]
    assert offered == [rfc3339(day.at(3, *clock)) for clock in ((9, 0), (9, 30), (10, 30))]


def test_an_alternative_can_be_booked(call: Call, day: Timetable) -> None:
    call.book_lesson(day.booking(3), by=day.school.admin)
    other = day.another_child()
    refused = call.book_lesson(day.booking(3, student_ids=[other.id]), by=day.school.admin)
    again = day.booking(student_ids=[other.id]) | {"starts_at": refused["alternatives"][0]["starts_at"]}
    assert call.book_lesson(again, by=day.school.admin).status == 201


def test_refuses_a_student_who_is_elsewhere(call: Call, day: Timetable) -> None:
    call.book_lesson(day.booking(3), by=day.school.admin)
    body = day.booking(3, room_id=None, overrides_rules=True) | {"teacher_id": another_teacher(day)}
    assert call.book_lesson(body, by=day.school.admin).problem == "SlotTaken"


@pytest.mark.parametrize(
    ("changes", "status", "problem"),
    [
        ({"minutes": 20}, 422, "InvalidInput"),
        ({"minutes": 0}, 422, "InvalidInput"),
        ({"minutes": 150}, 422, "LengthNotAllowed"),
        ({"starts_at": "2020-01-01T10:00:00Z"}, 422, "StartsInThePast"),
        ({"starts_at": "2020-01-01T10:00:00"}, 422, "InvalidInput"),
        ({"zone": "Europe/Atlantis"}, 422, "InvalidInput"),
        ({"student_ids": []}, 422, "InvalidInput"),
        ({"kind": "cohort"}, 422, "InvalidInput"),
        ({"seats": 3}, 422, "InvalidInput"),
        ({"location_id": None}, 422, "InvalidInput"),
        ({"teacher_id": new_id("per")}, 404, "NoSuchTeacher"),
        ({"student_ids": [new_id("per")]}, 404, "NoSuchStudent"),
        ({"room_id": new_id("rom")}, 404, "NoSuchRoom"),
        ({"course_id": new_id("crs")}, 404, "NoSuchCourse"),
    ],
)
def test_bad_bookings_are_refused_by_name_and_write_nothing(
    call: Call, day: Timetable, changes: dict[str, Any], status: int, problem: str
) -> None:
    reply = call.book_lesson(day.booking(3, **changes), by=day.school.admin)
    assert (reply.status, reply.problem) == (status, problem)
    assert day.busy(day.teacher.id, day.at(3)) == 0


def test_refuses_a_start_off_the_quarter_hour(call: Call, day: Timetable) -> None:
    assert call.book_lesson(day.booking(3, 10, 5), by=day.school.admin).problem == "OffTheGrid"


@pytest.mark.parametrize(
    ("policy", "booked", "problem", "rule"),
    [
        ({"lead_time_hours": 120}, (3, 10), "TooSoon", "lead_time_hours"),
        ({"horizon_days": 2}, (4, 10), "TooFarAhead", "horizon_days"),
        ({"lesson_minutes_min": 45}, (3, 10), "LengthNotAllowed", "lesson_minutes"),
        ({}, (3, 8), "TeacherUnavailable", "availability"),
    ],
)
def test_the_answer_names_the_rule_that_refused(
    call: Call, day: Timetable, policy: dict[str, Any], booked: tuple[int, int], problem: str, rule: str
) -> None:
    day.has_policy(**policy)
    reply = call.book_lesson(day.booking(*booked), by=day.parent)
    assert (reply.problem, reply["rule"]) == (problem, rule)


def test_a_student_has_no_more_lessons_a_week_than_the_school_allows(call: Call, day: Timetable) -> None:
    day.has_policy(max_lessons_a_week=1)
    monday = 7 - day.at(0).weekday() + 1
    assert call.book_lesson(day.booking(monday), by=day.school.admin).status == 201
    reply = call.book_lesson(day.booking(monday, 11), by=day.parent)
    assert (reply.status, reply.problem, reply["rule"]) == (409, "TooManyThisWeek", "max_lessons_a_week")


def test_nobody_books_on_a_closed_day(call: Call, day: Timetable) -> None:
    closed = day.at(3).date()
    closure = Closure(id=new_id("clo"), first_on=closed, last_on=closed, reason="Founders’ day")
    ClosureStore(day.school.tenant).create(Closures(closures=(closure,)))
    reply = call.book_lesson(day.booking(3), by=day.parent)
    assert (reply.problem, reply["detail"]) == ("ClosedThen", "Closed: Founders’ day.")


def test_a_buffer_keeps_lessons_apart(call: Call, day: Timetable) -> None:
    day.has_policy(buffer_minutes=15)
    call.book_lesson(day.booking(3), by=day.school.admin)
    other = day.another_child()
    close = call.book_lesson(day.booking(3, 10, 30, student_ids=[other.id]), by=day.school.admin)
    assert close.problem == "SlotTaken"
    assert call.book_lesson(day.booking(3, 10, 45, student_ids=[other.id]), by=day.school.admin).status == 201


def test_the_office_may_set_every_rule_aside_but_one(call: Call, day: Timetable) -> None:
    body = day.booking(3, 7, overrides_rules=True)
    assert call.book_lesson(body, by=day.school.admin).status == 201
    assert call.book_lesson(body, by=day.school.admin).problem == "SlotTaken"


@pytest.mark.parametrize("role", [Role.TEACHER, Role.GUARDIAN])
def test_nobody_else_sets_rules_aside(call: Call, day: Timetable, role: Role) -> None:
    caller = day.taught_by if role is Role.TEACHER else day.parent
    reply = call.book_lesson(day.booking(3, overrides_rules=True), by=caller)
    assert (reply.status, reply.problem) == (403, "NotAllowed")


def test_a_teacher_books_the_own_students(call: Call, day: Timetable) -> None:
    assert call.book_lesson(day.booking(3), by=day.taught_by).status == 201


def test_a_teacher_books_nobody_elses(call: Call, day: Timetable) -> None:
    stranger = day.school.teacher
    assert call.book_lesson(day.booking(3), by=stranger).problem == "NoSuchTeacher"
    untaught = day.another_child(teacher_ids=())
    reply = call.book_lesson(day.booking(3, student_ids=[untaught.id]), by=day.taught_by)
    assert reply.problem == "NoSuchStudent"


def test_a_family_books_for_the_own_child_with_the_childs_teacher(call: Call, day: Timetable) -> None:
    assert call.book_lesson(day.booking(3), by=day.parent).status == 201
    other = day.another_child()
    assert (
        call.book_lesson(day.booking(3, 12, student_ids=[other.id]), by=day.parent).problem == "NoSuchStudent"
    )
    stranger = day.booking(3, 12) | {"teacher_id": another_teacher(day)}
    assert call.book_lesson(stranger, by=day.parent).problem == "NotTheirTeacher"


def test_a_rival_school_books_nothing_here(call: Call, day: Timetable, allegro: School) -> None:
    assert call.book_lesson(day.booking(3), by=allegro.admin).status == 404
    assert day.busy(day.teacher.id, day.at(3)) == 0


def test_a_room_that_is_too_small_is_refused(call: Call, day: Timetable) -> None:
    body = day.booking(3, kind="group", seats=12, student_ids=[])
    assert call.book_lesson(body, by=day.school.admin).problem == "RoomTooSmall"
    assert call.book_lesson(body | {"seats": 11}, by=day.school.admin).status == 201


class TestReview:
    """A studio that looks at what families ask for."""

    @pytest.fixture(autouse=True)
    def reviewed(self, day: Timetable) -> None:
        day.has_policy(needs_review=True, request_hours=24)

    def test_a_request_holds_its_slot(self, call: Call, day: Timetable, timers: PaperSchedules) -> None:
        asked = call.book_lesson(day.booking(3), by=day.parent)
        assert asked["status"] == "requested"
        assert call.book_lesson(day.booking(3), by=day.school.admin).problem == "SlotTaken"
        assert list(timers.names) == [f"test-{asked['id']}-request"]

    def test_what_the_office_books_needs_no_review(self, call: Call, day: Timetable) -> None:
        assert call.book_lesson(day.booking(3), by=day.school.admin)["status"] == "confirmed"

    def test_two_requests_for_one_slot_are_never_both_confirmed(self, call: Call, day: Timetable) -> None:
        asked = call.book_lesson(day.booking(3), by=day.parent)
        assert call.book_lesson(day.booking(3), by=day.parent).problem == "SlotTaken"
        assert call.approve_lesson(by=day.taught_by, lesson_id=asked["id"])["status"] == "confirmed"
        assert call.approve_lesson(by=day.taught_by, lesson_id=asked["id"])["status"] == "confirmed"

    def test_a_declined_request_frees_its_slot(
        self, call: Call, day: Timetable, timers: PaperSchedules
    ) -> None:
        asked = call.book_lesson(day.booking(3), by=day.parent)
        assert call.decline_lesson(by=day.taught_by, lesson_id=asked["id"])["status"] == "declined"
        assert call.decline_lesson(by=day.taught_by, lesson_id=asked["id"])["status"] == "declined"
        assert call.approve_lesson(by=day.taught_by, lesson_id=asked["id"]).problem == "NotRequested"
        assert day.busy(day.teacher.id, day.at(3)) == 0
        assert timers.names == {}

    def test_families_do_not_answer_their_own_requests(self, call: Call, day: Timetable) -> None:
        asked = call.book_lesson(day.booking(3), by=day.parent)
        assert call.approve_lesson(by=day.parent, lesson_id=asked["id"]).status == 403

    def test_a_request_that_nobody_answers_lapses(self, call: Call, day: Timetable) -> None:
        asked = call.book_lesson(day.booking(3), by=day.parent)
        requests.lapse(day.school.tenant, asked["id"], now=utc_now())
        assert day.busy(day.teacher.id, day.at(3)) == 0b11
        requests.lapse(day.school.tenant, asked["id"], now=utc_now() + timedelta(hours=25))
        assert day.busy(day.teacher.id, day.at(3)) == 0
        assert call.get_lesson(by=day.parent, lesson_id=asked["id"])["status"] == "declined"


def test_the_week_of_a_lesson_is_that_of_the_schools_clock(call: Call, day: Timetable) -> None:
    """On Sunday evening in California it is Monday in London, and the masks of the week are two blocks."""
    california, studios = "America/Los_Angeles", StudioStore(day.school.tenant)
    studio, block = studios.current(), slot_after(utc_now()) // SLOTS_A_BLOCK + 2
    policy = Policy(max_lessons_a_week=1)
    studios.replace(studio, studio.model_copy(update={"time_zone": california, "policy": policy}))
    ends_at = instant_of(block * SLOTS_A_BLOCK)
    sunday = datetime.combine(ends_at.date() + timedelta(days=4), time(17), zone(california))
    tuesday = day.booking(starts_at=rfc3339(ends_at - timedelta(hours=6)), overrides_rules=True)
    assert call.book_lesson(tuesday, by=day.school.admin).status == 201
    teachers = TeacherStore(day.school.tenant)
    teacher = teachers.get(day.teacher.id)
    there = AvailabilityBlock(
        weekday=Weekday.SUNDAY,
        starts=time(16),
        ends=time(19),
        zone=california,
        location_id=day.location.id,
    )
    teachers.replace(teacher, teacher.model_copy(update={"availability": (there,)}))
    reply = call.book_lesson(day.booking(starts_at=rfc3339(sunday)), by=day.school.admin)
    assert reply.problem == "TooManyThisWeek"


def test_a_request_lapses_by_the_clock_that_rings(call: Call, day: Timetable) -> None:
    """A schedule knows no parts of a second, and rings once: ours may say that it is too early."""
    day.has_policy(needs_review=True)
    lesson_id = call.book_lesson(day.booking(3), by=day.parent)["id"]
    ends_at = LessonStore(day.school.tenant).get(lesson_id).requested_until
    assert ends_at
    fact = envelope(day.school.tenant, RequestLapsed(subject=lesson_id), ends_at)
    assert delivered(lapse_request.handler, fact) == []
    assert call.get_lesson(by=day.parent, lesson_id=lesson_id)["status"] == "declined"
    assert day.busy(day.teacher.id, day.at(3)) == 0
