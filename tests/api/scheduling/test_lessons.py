"""Lessons and calendars: for the office, the teacher, and the families of who takes part."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.classes import TOMORROW, Class
from tests.support.door import Call
from tests.support.offers import a_cohort, a_piano_teacher
from tests.support.people import a_student
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import rfc3339
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.scheduling import service
from tutti.scheduling.store import LessonStore


@pytest.fixture
def weekly(forte: School) -> Class:
    return Class(forte, 0, 7, 14, 60)


def _calendar(call: Call, by: Caller, of: str, **query: Any) -> Any:
    return call.list_lessons(by=by, query={"of": of, **query})


def test_a_lesson_is_read_by_those_whom_it_concerns(call: Call, weekly: Class) -> None:
    lesson, school = weekly.lessons[0], weekly.school
    for caller in (
        school.owner,
        school.admin,
        school.manager(weekly.location.id),
        weekly.taught_by,
        weekly.parent,
        weekly.child,
    ):
        assert call.get_lesson(by=caller, lesson_id=lesson.id)["id"] == lesson.id


def test_a_lesson_is_not_found_by_others(call: Call, weekly: Class, allegro: School) -> None:
    lesson, school = weekly.lessons[0], weekly.school
    for caller in (
        school.teacher,
        school.guardian,
        school.student,
        school.manager(new_id("loc")),
        allegro.owner,
    ):
        reply = call.get_lesson(by=caller, lesson_id=lesson.id)
        assert (reply.status, reply.problem) == (404, "NoSuchLesson")
    assert call.get_lesson(by=school.owner, lesson_id=new_id("les")).problem == "NoSuchLesson"


def test_a_teacher_reads_a_students_lesson_with_somebody_else(call: Call, weekly: Class) -> None:
    other = a_piano_teacher(weekly.school, "Vera Viel")
    colleague = weekly.school.caller(Role.TEACHER, other.id)
    known = a_student(weekly.school, weekly.family, taught_by=colleague)
    assert call.get_lesson(by=colleague, lesson_id=weekly.lessons[0].id).problem == "NoSuchLesson"
    lessons = LessonStore(weekly.school.tenant)
    group = weekly.lessons[0].model_copy(update={"student_ids": (weekly.student.id, known.id)})
    lessons.replace(weekly.lessons[0], group)
    assert call.get_lesson(by=colleague, lesson_id=group.id).status == 200


def test_families_read_the_lessons_of_a_cohort_that_stand_in_their_calendar(
    call: Call, weekly: Class
) -> None:
    cohort = a_cohort(weekly.school, sessions=1)
    (lesson,) = service.lessons(weekly.school.tenant, [cohort.sessions[0].lesson_id])
    for caller in (weekly.parent, weekly.child):
        assert call.get_lesson(by=caller, lesson_id=lesson.id).problem == "NoSuchLesson"
    weekly.school.tenant.table.write(service.joining(weekly.school.tenant, [lesson], weekly.student.id))
    for caller in (weekly.parent, weekly.child):
        assert call.get_lesson(by=caller, lesson_id=lesson.id).status == 200
    weekly.school.tenant.table.write(service.leaving(weekly.school.tenant, [lesson], weekly.student.id))
    assert call.get_lesson(by=weekly.parent, lesson_id=lesson.id).problem == "NoSuchLesson"


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


def test_nobody_sees_the_calendars_of_strangers(call: Call, weekly: Class, allegro: School) -> None:
    for caller, of in (
        (weekly.school.guardian, weekly.student.id),
        (weekly.school.teacher, weekly.student.id),
        (weekly.parent, weekly.teacher.id),
        (weekly.child, weekly.teacher.id),
        (weekly.taught_by, new_id("rom")),
    ):
        assert _calendar(call, caller, of).problem == "NoSuchStudent"
    assert _calendar(call, allegro.owner, weekly.teacher.id)["items"] == []


def test_managers_see_what_takes_place_at_their_own_locations(call: Call, weekly: Class) -> None:
    here, elsewhere = weekly.school.manager(weekly.location.id), weekly.school.manager(new_id("loc"))
    assert len(_calendar(call, here, weekly.teacher.id)["items"]) == 3
    assert len(_calendar(call, here, weekly.student.id)["items"]) == 3
    assert _calendar(call, elsewhere, weekly.teacher.id)["items"] == []
    assert _calendar(call, elsewhere, new_id("rom"))["items"] == []


def test_managers_see_all_lessons_of_their_own_students(call: Call, weekly: Class) -> None:
    lessons, moved = LessonStore(weekly.school.tenant), weekly.lessons[0]
    lessons.replace(moved, moved.model_copy(update={"location_id": None}))
    here = weekly.school.manager(weekly.location.id)
    assert len(_calendar(call, here, weekly.student.id)["items"]) == 3
    assert len(_calendar(call, here, weekly.teacher.id)["items"]) == 2


def test_a_cancelled_lesson_leaves_the_calendars_and_is_still_read(call: Call, weekly: Class) -> None:
    lesson, tenant = weekly.lessons[0], weekly.school.tenant
    people = [weekly.teacher.id, weekly.student.id]
    tenant.table.write(service.cancelling(tenant, lesson.id, people))
    assert service.cancelling(tenant, lesson.id, people) == []
    assert service.cancelling(tenant, new_id("les"), people) == []
    assert len(_calendar(call, weekly.school.admin, weekly.teacher.id)["items"]) == 2
    assert call.get_lesson(by=weekly.parent, lesson_id=lesson.id)["status"] == "cancelled"


@pytest.mark.parametrize("query", [{}, {"of": "loc_1"}, {"of": "per_1"}])
def test_refuses_to_list_nobodys_lessons(call: Call, forte: School, query: dict[str, str]) -> None:
    assert call.list_lessons(by=forte.admin, query=query).status == 422


def test_needs_a_sign_in(call: Call, weekly: Class) -> None:
    assert call.get_lesson(lesson_id=weekly.lessons[0].id).problem == "NotSignedIn"
    assert call.list_lessons(query={"of": weekly.teacher.id}).status == 401
