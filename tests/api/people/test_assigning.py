"""Teachers whom the office gives to students."""

import pytest

from tests.support.door import Call
from tests.support.offers import a_piano_teacher
from tests.support.people import a_family, a_student
from tests.support.school import School
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.family import Student
from tutti.people.teaching import loads


@pytest.fixture
def sam(forte: School) -> Student:
    return a_student(forte, a_family(forte))


def test_an_assigned_teacher_sees_the_student(call: Call, forte: School, sam: Student) -> None:
    ana = a_piano_teacher(forte)
    by_ana = forte.caller(Role.TEACHER, ana.id)
    assert call.get_student(by=by_ana, student_id=sam.id).problem == "NoSuchStudent"
    reply = call.assign_teacher({"teacher_id": ana.id}, by=forte.admin, student_id=sam.id)
    assert reply["teacher_ids"] == [ana.id]
    assert call.get_student(by=by_ana, student_id=sam.id).status == 200


def test_assigning_twice_takes_one_place(call: Call, forte: School, sam: Student) -> None:
    ana = a_piano_teacher(forte)
    for _ in range(2):
        call.assign_teacher({"teacher_id": ana.id}, by=forte.admin, student_id=sam.id)
    assert loads(forte.tenant, [ana.id]) == {ana.id: 1}


def test_a_teacher_without_a_place_is_refused(call: Call, forte: School, sam: Student) -> None:
    ana, other = a_piano_teacher(forte, capacity=1), a_student(forte, a_family(forte))
    call.assign_teacher({"teacher_id": ana.id}, by=forte.admin, student_id=other.id)
    reply = call.assign_teacher({"teacher_id": ana.id}, by=forte.admin, student_id=sam.id)
    assert (reply.status, reply.problem) == (409, "TeacherHasNoPlace")


def test_unassigning_gives_the_place_back(call: Call, forte: School, sam: Student) -> None:
    ana = a_piano_teacher(forte)
    call.assign_teacher({"teacher_id": ana.id}, by=forte.admin, student_id=sam.id)
    named = {"student_id": sam.id, "teacher_id": ana.id}
    assert call.unassign_teacher(by=forte.admin, **named).status == 204
    assert call.unassign_teacher(by=forte.admin, **named).problem == "NotTaught"
    assert loads(forte.tenant, [ana.id]) == {ana.id: 0}


def test_strangers_are_not_found(call: Call, forte: School, sam: Student, allegro: School) -> None:
    ana = a_piano_teacher(forte)
    body = {"teacher_id": ana.id}
    assert call.assign_teacher(body, by=allegro.admin, student_id=sam.id).problem == "NoSuchStudent"
    unknown = {"teacher_id": new_id("per")}
    assert call.assign_teacher(unknown, by=forte.admin, student_id=sam.id).problem == "NoSuchTeacher"
