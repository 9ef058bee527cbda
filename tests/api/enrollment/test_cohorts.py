"""Cohorts: formed with their sessions as lessons, teacher and room busy then, or not at all."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.door import Call
from tests.support.offers import a_cohort, a_course, a_piano_teacher, next_week
from tests.support.people import a_location
from tests.support.school import School
from tutti.enrollment.course import CourseKind
from tutti.kit.ids import new_id
from tutti.scheduling.store import LessonStore
from tutti.studios import rooms
from tutti.studios.model import Room, RoomDraft


def a_draft(school: School, **changes: Any) -> dict[str, Any]:
    usual = {
        "course_id": a_course(school, CourseKind.COHORT).id,
        "name": "Tuesday group",
        "teacher_id": a_piano_teacher(school).id,
        "capacity": 6,
        "zone": "Europe/Vienna",
        "sessions": [a_session(school, 14), a_session(school, 7)],
    }
    return usual | changes


def a_session(school: School, days: int, starts: str = "16:00", ends: str = "16:45") -> dict[str, str]:
    return {"on": next_week(school, days=days).isoformat(), "starts": starts, "ends": ends}


def a_room(school: School, capacity: int = 20) -> Room:
    location = a_location(school)
    return rooms.add_room(school.admin, RoomDraft(name="Hall", location_id=location.id, capacity=capacity))


def _lessons(school: School) -> int:
    return len(LessonStore(school.tenant).all())


def test_an_admin_forms_a_cohort(call: Call, forte: School) -> None:
    cohort = call.form_cohort(a_draft(forte), by=forte.admin)
    assert (cohort.status, cohort["seats_left"], len(cohort["sessions"])) == (201, 6, 2)
    assert cohort["sessions"][0]["starts_at"] < cohort["sessions"][1]["starts_at"]
    assert call.get_cohort(by=forte.teacher, cohort_id=cohort["id"]).body == cohort.body


def test_its_sessions_are_lessons_in_the_calendars_of_teacher_and_room(call: Call, forte: School) -> None:
    room = a_room(forte)
    draft = a_draft(forte, room_id=room.id, location_id=room.location_id)
    cohort = call.form_cohort(draft, by=forte.admin)
    ids = [session["lesson_id"] for session in cohort["sessions"]]
    for whose in ({"person_id": draft["teacher_id"]}, {"room_id": room.id}):
        found = call.get_calendar(by=forte.admin, query=whose)["items"]
        assert [lesson["id"] for lesson in found] == ids
        assert found[0]["cohort_id"] == cohort["id"]


def test_only_admins_form_cohorts_and_families_do_not_read_them(call: Call, forte: School) -> None:
    cohort = a_cohort(forte)
    for caller in (forte.manager(), forte.teacher, forte.guardian):
        assert call.form_cohort(a_draft(forte), by=caller).status == 403
    assert call.get_cohort(by=forte.guardian, cohort_id=cohort.id).status == 403
    assert call.list_cohorts(by=forte.student).status == 403


def test_refuses_times_at_which_the_teacher_is_busy(call: Call, forte: School) -> None:
    teacher = a_piano_teacher(forte)
    assert call.form_cohort(a_draft(forte, teacher_id=teacher.id), by=forte.admin).status == 201
    before = _lessons(forte)
    overlapping = [a_session(forte, 21), a_session(forte, 14, "16:30", "17:30")]
    reply = call.form_cohort(a_draft(forte, teacher_id=teacher.id, sessions=overlapping), by=forte.admin)
    assert (reply.status, reply.problem, _lessons(forte)) == (409, "SlotTaken", before)


def test_refuses_times_at_which_the_room_is_busy(call: Call, forte: School) -> None:
    room = a_room(forte)
    there = {"room_id": room.id, "location_id": room.location_id}
    assert call.form_cohort(a_draft(forte, **there), by=forte.admin).status == 201
    assert call.form_cohort(a_draft(forte, **there), by=forte.admin).problem == "SlotTaken"


@pytest.mark.parametrize(
    ("sessions", "problem"),
    [
        ([(7, "16:00", "17:00"), (7, "16:30", "17:30")], "SessionsOverlap"),
        ([(7, "16:00", "17:00"), (-1, "16:00", "17:00")], "SessionInThePast"),
        ([(7, "16:00", "17:00"), (380, "16:00", "17:00")], "CohortTooLong"),
        ([(7, "16:05", "17:00")], "OffTheGrid"),
    ],
)
def test_refuses_sessions_that_cannot_be(
    call: Call, forte: School, sessions: list[tuple[int, str, str]], problem: str
) -> None:
    draft = a_draft(forte, sessions=[a_session(forte, *one) for one in sessions])
    reply = call.form_cohort(draft, by=forte.admin)
    assert (reply.problem, _lessons(forte)) == (problem, 0)


def test_twenty_sessions_over_a_year_fit_into_one_write(call: Call, forte: School) -> None:
    room = a_room(forte)
    sessions = [a_session(forte, 7 + 18 * number) for number in range(20)]
    draft = a_draft(forte, room_id=room.id, location_id=room.location_id, sessions=sessions)
    assert call.form_cohort(draft, by=forte.admin).status == 201
    assert _lessons(forte) == 20


def test_cohorts_are_for_courses_of_that_kind(call: Call, forte: School) -> None:
    reply = call.form_cohort(a_draft(forte, course_id=a_course(forte).id), by=forte.admin)
    assert (reply.status, reply.problem) == (409, "NotACohortCourse")


def test_the_group_and_its_teacher_fit_into_the_room(call: Call, forte: School) -> None:
    room = a_room(forte, capacity=6)
    there = {"room_id": room.id, "location_id": room.location_id}
    reply = call.form_cohort(a_draft(forte, **there), by=forte.admin)
    assert (reply.status, reply.problem) == (409, "RoomTooSmall")
    assert call.form_cohort(a_draft(forte, capacity=5, **there), by=forte.admin).status == 201


def test_refuses_what_is_not_there_or_of_another_school(call: Call, forte: School, allegro: School) -> None:
    elsewhere, here = a_room(allegro), a_location(forte)
    for changes, problem in (
        ({"course_id": a_course(allegro, CourseKind.COHORT).id}, "NoSuchCourse"),
        ({"teacher_id": a_piano_teacher(allegro).id}, "NoSuchTeacher"),
        ({"location_id": elsewhere.location_id}, "NoSuchLocation"),
        ({"room_id": elsewhere.id, "location_id": here.id}, "NoSuchRoom"),
        ({"room_id": a_room(forte).id, "location_id": here.id}, "NoSuchRoom"),
        ({"location_id": new_id("loc")}, "NoSuchLocation"),
    ):
        reply = call.form_cohort(a_draft(forte, **changes), by=forte.admin)
        assert (reply.status, reply.problem) == (404, problem)
    assert _lessons(forte) == 0


def test_lists_cohorts_a_page_at_a_time(call: Call, forte: School) -> None:
    ids = [a_cohort(forte).id for _ in range(3)]
    first = call.list_cohorts(by=forte.manager(), query={"limit": 2})
    second = call.list_cohorts(by=forte.manager(), query={"limit": 2, "cursor": first["cursor"]})
    assert [one["id"] for one in (*first["items"], *second["items"])] == ids


def test_a_cohort_of_another_school_is_not_found(call: Call, forte: School, allegro: School) -> None:
    cohort = a_cohort(forte)
    assert call.get_cohort(by=allegro.owner, cohort_id=cohort.id).problem == "NoSuchCohort"
    assert call.list_cohorts(by=allegro.owner)["items"] == []


def test_sessions_keep_their_wall_time_over_a_clock_change(call: Call, forte: School) -> None:
    sessions = [a_session(forte, days) for days in (7, 180)]
    cohort = call.form_cohort(a_draft(forte, sessions=sessions), by=forte.admin)
    walls = [
        datetime.fromisoformat(one["starts_at"]).astimezone(ZoneInfo("Europe/Vienna")).hour
        for one in cohort["sessions"]
    ]
    assert walls == [16, 16]
