"""Which students each may see (IAM-9)."""

import pytest

from tests.api.people.bodies import CONTACT, a_student_body, ids, student_change
from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_location, a_student
from tests.support.school import School
from tutti.kit import collection
from tutti.kit.role import Role


def test_guardians_see_their_own_children_only(call: Call, forte: School) -> None:
    ours, theirs = a_family(forte), a_family(forte, "Other")
    caller = forte.caller(Role.GUARDIAN, a_guardian(forte, ours).id)
    own, foreign = a_student(forte, ours), a_student(forte, theirs)
    assert ids(call.list_students(by=caller)) == [own.id]
    assert ids(call.list_students(by=caller, query={"family_id": ours.id})) == [own.id]
    assert call.list_students(by=caller, query={"family_id": theirs.id}).problem == "NoSuchFamily"
    assert call.get_student(by=caller, student_id=own.id).status == 200
    assert call.get_student(by=caller, student_id=foreign.id).problem == "NoSuchStudent"
    assert (
        call.update_student(student_change(foreign), by=caller, student_id=foreign.id).problem
        == "NoSuchStudent"
    )


def test_a_guardian_whom_the_office_has_not_entered_sees_no_child(call: Call, forte: School) -> None:
    student = a_student(forte, a_family(forte))
    assert ids(call.list_students(by=forte.guardian)) == []
    assert call.get_student(by=forte.guardian, student_id=student.id).problem == "NoSuchStudent"


def test_teachers_see_their_own_students_only(call: Call, forte: School) -> None:
    theo, family = forte.teacher, a_family(forte)
    own = a_student(forte, family, taught_by=theo, emergency_contact=CONTACT)
    foreign = a_student(forte, a_family(forte, "Other"), taught_by=forte.teacher)
    assert ids(call.list_students(by=theo)) == [own.id]
    assert ids(call.list_students(by=theo, query={"family_id": foreign.family_id})) == []
    assert call.get_student(by=theo, student_id=own.id)["emergency_contact"] == CONTACT
    assert call.get_student(by=theo, student_id=foreign.id).problem == "NoSuchStudent"
    assert call.update_student(student_change(own), by=theo, student_id=own.id).status == 403


def test_lists_a_teachers_students_a_page_at_a_time(call: Call, forte: School) -> None:
    theo, family = forte.teacher, a_family(forte)
    students = [a_student(forte, family, taught_by=theo).id for _ in range(3)]
    first = call.list_students(by=theo, query={"limit": 2})
    second = call.list_students(by=theo, query={"limit": 2, "cursor": first["cursor"]})
    assert ids(first) + ids(second) == students


def test_students_see_themselves_only(call: Call, forte: School) -> None:
    family = a_family(forte)
    own, sibling = a_student(forte, family), a_student(forte, family)
    caller = forte.caller(Role.STUDENT, own.id)
    assert ids(call.list_students(by=caller)) == [own.id]
    assert call.get_student(by=caller, student_id=own.id).status == 200
    assert call.get_student(by=caller, student_id=sibling.id).problem == "NoSuchStudent"
    assert ids(call.list_students(by=forte.student)) == []


def test_campus_managers_see_students_of_their_own_locations_only(call: Call, forte: School) -> None:
    east, west = a_location(forte, "East"), a_location(forte, "West")
    family = a_family(forte)
    ours = [a_student(forte, family, location_id=east.id) for _ in range(3)]
    theirs, homeless = a_student(forte, family, location_id=west.id), a_student(forte, family)
    manager = forte.manager(east.id)
    first = call.list_students(by=manager, query={"limit": 2})
    second = call.list_students(by=manager, query={"limit": 2, "cursor": first["cursor"]})
    assert ids(first) + ids(second) == [one.id for one in ours]
    assert ids(call.list_students(by=manager, query={"family_id": family.id})) == [one.id for one in ours]
    for hidden in (theirs, homeless):
        assert call.get_student(by=manager, student_id=hidden.id).problem == "NoSuchStudent"
        assert (
            call.update_student(student_change(hidden), by=manager, student_id=hidden.id).problem
            == "NoSuchStudent"
        )


def test_campus_managers_find_their_few_among_many(
    call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "SIFTED_FIRST", 2)
    monkeypatch.setattr(collection, "SIFTED_THEN", 3)
    east, family = a_location(forte), a_family(forte)
    places = [None, None, None, east.id, None, None, east.id, None, east.id]
    students = [a_student(forte, family, location_id=place) for place in places]
    manager, found, cursor = forte.manager(east.id), list[str](), None
    while True:
        page = call.list_students(by=manager, query={"limit": 1, "cursor": cursor})
        found += ids(page)
        if (cursor := page.body.get("cursor")) is None:
            break
    assert found == [one.id for one in students if one.location_id]


def test_campus_managers_place_students_at_their_own_locations_only(call: Call, forte: School) -> None:
    east, west = a_location(forte, "East"), a_location(forte, "West")
    manager, family = forte.manager(east.id), a_family(forte)
    added = [
        call.add_student(a_student_body(family, location_id=place), by=manager).problem
        for place in (west.id, None, east.id)
    ]
    child = a_student(forte, family, location_id=east.id)
    moved = call.update_student(student_change(child, location_id=west.id), by=manager, student_id=child.id)
    assert (added, moved.problem) == (["NoSuchLocation", "NoSuchLocation", None], "NoSuchLocation")
