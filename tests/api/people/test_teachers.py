"""Teachers: profile, capacity and weekly availability."""

from typing import Any

import pytest

from tests.api.people.bodies import teacher_change
from tests.support.door import Call
from tests.support.people import a_location, a_member, a_teacher
from tests.support.school import School
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.teaching import load_key, loads, taking_student

DRAFT = {"display_name": "Theo Tal", "instruments": ["Piano", "organ"], "capacity": 2, "bio": "Plays."}


def a_block(**changes: Any) -> dict[str, Any]:
    return {"weekday": "MO", "starts": "14:00", "ends": "18:30", "zone": "Europe/Vienna"} | changes


def test_an_admin_adds_a_teacher_with_no_students_yet(call: Call, forte: School) -> None:
    teacher = call.add_teacher(DRAFT, by=forte.admin)
    assert (teacher.status, teacher["instruments"], teacher["is_active"]) == (201, ["piano", "organ"], True)
    assert loads(forte.tenant, [teacher["id"]]) == {teacher["id"]: 0}


def test_a_member_becomes_a_teacher_too(call: Call, forte: School) -> None:
    owner = a_member(forte, Role.OWNER)
    assert call.add_teacher(DRAFT | {"person_id": owner.id}, by=forte.admin)["id"] == owner.id
    assert call.add_teacher(DRAFT | {"person_id": owner.id}, by=forte.admin).problem == "AlreadyThere"


def test_refuses_a_teacher_who_should_be_a_member_and_is_none(call: Call, forte: School) -> None:
    reply = call.add_teacher(DRAFT | {"person_id": new_id("per")}, by=forte.admin)
    assert (reply.status, reply.problem) == (404, "NoSuchMember")


@pytest.mark.parametrize(
    ("field", "value"),
    [("capacity", 0), ("capacity", 51), ("instruments", []), ("display_name", " "), ("hourly_rate", 50)],
)
def test_refuses_an_impossible_profile(call: Call, forte: School, field: str, value: object) -> None:
    reply = call.add_teacher(DRAFT | {field: value}, by=forte.admin)
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, f"/body/{field}")


def test_only_admins_add_and_change_teachers(call: Call, forte: School) -> None:
    teacher = a_teacher(forte)
    for caller in (forte.manager(), forte.caller(Role.TEACHER, teacher.id), forte.guardian):
        assert call.add_teacher(DRAFT, by=caller).status == 403
        assert call.update_teacher(teacher_change(teacher), by=caller, teacher_id=teacher.id).status == 403


def test_the_office_lists_all_teachers_and_a_teacher_only_oneself(call: Call, forte: School) -> None:
    theo, tina = a_teacher(forte), a_teacher(forte)
    own = call.list_teachers(by=forte.caller(Role.TEACHER, tina.id))["items"]
    every = call.list_teachers(by=forte.manager())["items"]
    assert ([item["id"] for item in own], [item["id"] for item in every]) == ([tina.id], [theo.id, tina.id])


def test_a_teacher_reads_the_own_profile_only(call: Call, forte: School) -> None:
    theo, tina = a_teacher(forte), a_teacher(forte)
    caller = forte.caller(Role.TEACHER, tina.id)
    assert call.get_teacher(by=caller, teacher_id=tina.id).status == 200
    assert call.get_teacher(by=caller, teacher_id=theo.id).problem == "NoSuchTeacher"
    assert call.get_teacher(by=forte.guardian, teacher_id=theo.id).status == 403


def test_changes_a_teacher_of_the_version_that_was_read(call: Call, forte: School) -> None:
    teacher = a_teacher(forte)
    body = teacher_change(teacher, hourly_rate={"amount": 4500, "currency": "EUR"}, capacity=12)
    first, second = (call.update_teacher(body, by=forte.admin, teacher_id=teacher.id) for _ in range(2))
    assert (first["version"], first["hourly_rate"]["amount"], second.problem) == (2, 4500, "VersionConflict")


def test_the_capacity_is_not_less_than_the_students_there_are(call: Call, forte: School) -> None:
    teacher = a_teacher(forte, capacity=3)
    for _ in range(2):
        forte.tenant.table.write([taking_student(forte.tenant, teacher.id)])
    below = call.update_teacher(teacher_change(teacher, capacity=1), by=forte.admin, teacher_id=teacher.id)
    enough = call.update_teacher(teacher_change(teacher, capacity=2), by=forte.admin, teacher_id=teacher.id)
    count = forte.tenant.table.get(load_key(forte.tenant, teacher.id))
    assert count is not None
    assert (below.status, below.problem, enough.status) == (409, "CapacityBelowLoad", 200)
    assert (count.taken, count.capacity) == (2, 2)


def test_teachers_say_themselves_when_they_can_teach(call: Call, forte: School) -> None:
    teacher, place = a_teacher(forte), a_location(forte)
    body = {"availability": [a_block(location_id=place.id)], "version": 1}
    reply = call.set_availability(body, by=forte.caller(Role.TEACHER, teacher.id), teacher_id=teacher.id)
    assert (reply.status, reply["version"], reply["availability"][0]["location_id"]) == (200, 2, place.id)
    assert reply["display_name"] == teacher.display_name


def test_nobody_says_when_a_colleague_can_teach(call: Call, forte: School) -> None:
    teacher = a_teacher(forte)
    body = {"availability": [a_block()], "version": 1}
    assert call.set_availability(body, by=forte.teacher, teacher_id=teacher.id).problem == "NoSuchTeacher"
    assert call.set_availability(body, by=forte.manager(), teacher_id=teacher.id).status == 200


@pytest.mark.parametrize(
    "block",
    [
        a_block(ends="14:00"), a_block(starts="14:05"), a_block(zone="Mars/Base"), a_block(weekday="XX"),
        a_block(location_id="loc_1"),
    ],
)  # fmt: skip
def test_refuses_an_impossible_week(call: Call, forte: School, block: dict[str, Any]) -> None:
    teacher = a_teacher(forte)
    body = {"availability": [block], "version": 1}
    assert call.set_availability(body, by=forte.admin, teacher_id=teacher.id).status == 422


def test_refuses_a_week_at_a_location_that_is_not_there(call: Call, forte: School, allegro: School) -> None:
    teacher, elsewhere = a_teacher(forte), a_location(allegro)
    body = {"availability": [a_block(location_id=elsewhere.id)], "version": 1}
    changed = call.set_availability(body, by=forte.admin, teacher_id=teacher.id)
    added = call.add_teacher(DRAFT | {"availability": body["availability"]}, by=forte.admin)
    assert (changed.status, changed.problem, added.problem) == (404, "NoSuchLocation", "NoSuchLocation")


def test_refuses_a_week_of_an_older_version(call: Call, forte: School) -> None:
    teacher = a_teacher(forte)
    body = {"availability": [a_block()], "version": 1}
    replies = [call.set_availability(body, by=forte.admin, teacher_id=teacher.id) for _ in range(2)]
    assert [reply.problem for reply in replies] == [None, "VersionConflict"]
