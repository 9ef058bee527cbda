"""Lessons: for the office, the teacher, and the families of who takes part."""

import pytest

from tests.support.classes import Class
from tests.support.door import Call
from tests.support.offers import a_cohort, a_piano_teacher
from tests.support.people import a_student
from tests.support.school import School
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.scheduling import service
from tutti.scheduling.store import LessonStore


@pytest.fixture
def weekly(forte: School) -> Class:
    return Class(forte, 0, 7, 14, 60)


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


def test_families_see_nobody_elses_children_in_a_lesson(call: Call, weekly: Class) -> None:
    lesson = weekly.lessons[0]
    group = lesson.model_copy(update={"student_ids": (weekly.student.id, new_id("per"))})
    LessonStore(weekly.school.tenant).replace(lesson, group)
    for caller in (weekly.parent, weekly.child):
        assert call.get_lesson(by=caller, lesson_id=lesson.id)["student_ids"] == [weekly.student.id]
    assert len(call.get_lesson(by=weekly.taught_by, lesson_id=lesson.id)["student_ids"]) == 2


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


def test_a_cancelled_lesson_leaves_the_calendars_and_is_still_read(call: Call, weekly: Class) -> None:
    lesson, tenant = weekly.lessons[0], weekly.school.tenant
    tenant.table.write(service.cancelling(tenant, lesson))
    calendar = call.get_calendar(by=weekly.school.admin, query={"person_id": weekly.teacher.id})
    assert len(calendar["items"]) == 2
    assert call.get_lesson(by=weekly.parent, lesson_id=lesson.id)["status"] == "cancelled"


def test_needs_a_sign_in(call: Call, weekly: Class) -> None:
    assert call.get_lesson(lesson_id=weekly.lessons[0].id).problem == "NotSignedIn"
