"""Students: what is known of them, and who may know it."""

from datetime import timedelta

import pytest

from tests.api.people.bodies import CONTACT, a_student_body, ids, student_change
from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_location, a_member, a_student
from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role


def test_the_office_adds_a_student(call: Call, forte: School) -> None:
    body = a_student_body(
        a_family(forte), instruments=["Violin"], level="beginner", emergency_contact=CONTACT
    )
    student = call.add_student(body, by=forte.admin)
    assert (student.status, student["instruments"], student["emergency_contact"]) == (
        201,
        ["violin"],
        CONTACT,
    )
    assert call.get_student(by=forte.admin, student_id=student["id"]).body == student.body


def test_a_member_becomes_a_student_too(call: Call, forte: School) -> None:
    guardian = a_member(forte, Role.GUARDIAN)
    body = a_student_body(a_family(forte), birth_date="1980-01-01", person_id=guardian.id)
    assert call.add_student(body, by=forte.admin)["id"] == guardian.id


def test_refuses_a_family_or_location_of_another_school(call: Call, forte: School, allegro: School) -> None:
    elsewhere = a_location(allegro)
    no_family = call.add_student(a_student_body(a_family(allegro)), by=forte.admin)
    no_place = call.add_student(a_student_body(a_family(forte), location_id=elsewhere.id), by=forte.admin)
    assert (no_family.problem, no_place.problem) == ("NoSuchFamily", "NoSuchLocation")
    assert ids(call.list_students(by=forte.admin)) == []


def test_refuses_somebody_who_is_not_born_yet(call: Call, forte: School) -> None:
    born = (utc_now() + timedelta(days=2)).date().isoformat()
    reply = call.add_student(a_student_body(a_family(forte), birth_date=born), by=forte.admin)
    assert (reply.status, reply.problem) == (422, "BirthDateImpossible")


def test_refuses_somebody_older_than_anybody(call: Call, forte: School) -> None:
    student = a_student(forte, a_family(forte))
    body = student_change(student, birth_date="1890-01-01")
    reply = call.update_student(body, by=forte.admin, student_id=student.id)
    assert (reply.status, reply.problem) == (422, "BirthDateImpossible")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_date", "soon"),
        ("level", "master"),
        ("given_name", ""),
        ("emergency_contact", {"name": "Olga"}),
    ],
)
def test_refuses_an_impossible_student(call: Call, forte: School, field: str, value: object) -> None:
    reply = call.add_student(a_student_body(a_family(forte), **{field: value}), by=forte.admin)
    assert (reply.status, reply["errors"][0]["pointer"].split("/")[2]) == (422, field)


def test_teachers_guardians_and_students_add_no_student(call: Call, forte: School) -> None:
    body = a_student_body(a_family(forte))
    for caller in (forte.teacher, forte.guardian, forte.student):
        assert call.add_student(body, by=caller).status == 403


def test_lists_students_a_page_at_a_time_and_by_family(call: Call, forte: School) -> None:
    bergers, others = a_family(forte), a_family(forte, "Other")
    sam, kim, lou = a_student(forte, bergers), a_student(forte, others), a_student(forte, bergers)
    first = call.list_students(by=forte.admin, query={"limit": 2})
    second = call.list_students(by=forte.admin, query={"limit": 2, "cursor": first["cursor"]})
    assert ids(first) + ids(second) == [sam.id, kim.id, lou.id]
    assert ids(call.list_students(by=forte.admin, query={"family_id": bergers.id})) == [sam.id, lou.id]


def test_changes_a_student_of_the_version_that_was_read(call: Call, forte: School) -> None:
    student = a_student(forte, a_family(forte), teacher_ids=(new_id("per"),))
    body = student_change(student, level="advanced", is_active=False)
    first, second = (call.update_student(body, by=forte.admin, student_id=student.id) for _ in range(2))
    assert (first["level"], first["is_active"], first["teacher_ids"], second.problem) == (
        "advanced", False, list(student.teacher_ids), "VersionConflict"
    )  # fmt: skip


def test_a_student_moves_to_a_location_that_is_there(call: Call, forte: School) -> None:
    student, east = a_student(forte, a_family(forte)), a_location(forte)
    nowhere = student_change(student, location_id=new_id("loc"))
    refused = call.update_student(nowhere, by=forte.admin, student_id=student.id)
    moved = call.update_student(
        student_change(student, location_id=east.id), by=forte.admin, student_id=student.id
    )
    assert (refused.problem, moved["location_id"]) == ("NoSuchLocation", east.id)


def test_guardians_change_emergency_contact_and_notes_and_no_more(call: Call, forte: School) -> None:
    family = a_family(forte)
    caller, child = forte.caller(Role.GUARDIAN, a_guardian(forte, family).id), a_student(forte, family)
    allowed = student_change(child, emergency_contact=CONTACT, notes="Allergic to rosin.")
    kept = call.update_student(allowed, by=caller, student_id=child.id)
    beyond = call.update_student(
        student_change(child, version=2, level="advanced"), by=caller, student_id=child.id
    )
    assert (kept.status, kept["emergency_contact"]) == (200, CONTACT)
    assert (beyond.status, beyond.problem) == (403, "OfficeOnly")
