"""Families and their guardians: who sees and changes them."""

from tests.api.people.bodies import a_guardian_body, a_student_body, ids
from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_location, a_student
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.family import Guardian


def guardian_caller(school: School, guardian: Guardian) -> Caller:
    return school.caller(Role.GUARDIAN, guardian.id)


def test_the_office_adds_a_family(call: Call, forte: School) -> None:
    body = {"name": "Berger", "billing_email": "Berger@People.test", "billing_address": "1 High Street"}
    family = call.add_family(body, by=forte.manager())
    assert (family.status, family["billing_email"]) == (201, "berger@people.test")
    assert call.get_family(by=forte.admin, family_id=family["id"]).body == family.body


def test_teachers_and_students_have_nothing_to_do_with_families(call: Call, forte: School) -> None:
    family = a_family(forte)
    for caller in (forte.teacher, forte.student):
        assert call.list_families(by=caller).status == 403
        assert call.get_family(by=caller, family_id=family.id).status == 403
        assert call.list_guardians(by=caller).status == 403


def test_lists_families_a_page_at_a_time(call: Call, forte: School) -> None:
    families = [a_family(forte, name) for name in ("Abel", "Berger", "Cerny")]
    first = call.list_families(by=forte.admin, query={"limit": 2})
    second = call.list_families(by=forte.admin, query={"limit": 2, "cursor": first["cursor"]})
    assert ids(first) + ids(second) == [family.id for family in families]


def test_changes_a_family_and_who_of_it_is_billed(call: Call, forte: School) -> None:
    family = a_family(forte)
    body = {"name": "Berger-Bor", "payer_id": a_guardian(forte, family).id, "version": 1}
    first, second = (call.update_family(body, by=forte.admin, family_id=family.id) for _ in range(2))
    assert (first["payer_id"], first["version"], second.problem) == (body["payer_id"], 2, "VersionConflict")


def test_bills_nobody_outside_the_family(call: Call, forte: School) -> None:
    family, neighbour = a_family(forte), a_guardian(forte, a_family(forte, "Other"))
    body = {"name": "Berger", "payer_id": neighbour.id, "version": 1}
    reply = call.update_family(body, by=forte.admin, family_id=family.id)
    assert (reply.status, reply.problem) == (422, "PayerNotInFamily")


def test_a_guardian_does_not_change_the_family(call: Call, forte: School) -> None:
    family = a_family(forte)
    caller = guardian_caller(forte, a_guardian(forte, family))
    assert call.update_family({"name": "X", "version": 1}, by=caller, family_id=family.id).status == 403


def test_a_family_with_students_stays(call: Call, forte: School) -> None:
    family = a_family(forte)
    a_student(forte, family)
    reply = call.remove_family(by=forte.admin, family_id=family.id)
    assert (reply.status, reply.problem) == (409, "FamilyInUse")


def test_a_removed_family_takes_its_guardians_along(call: Call, forte: School) -> None:
    family = a_family(forte)
    guardian = a_guardian(forte, family)
    assert call.remove_family(by=forte.admin, family_id=family.id).status == 204
    assert call.get_family(by=forte.admin, family_id=family.id).problem == "NoSuchFamily"
    assert call.get_guardian(by=forte.admin, guardian_id=guardian.id).problem == "NoSuchGuardian"
    assert (
        call.add_guardian(a_guardian_body(a_family(forte), email=guardian.email), by=forte.admin).status
        == 201
    )


def test_a_guardian_sees_the_own_family_only(call: Call, forte: School) -> None:
    ours, theirs = a_family(forte), a_family(forte, "Other")
    gerda, gustav = a_guardian(forte, ours), a_guardian(forte, ours)
    stranger = a_guardian(forte, theirs)
    caller = guardian_caller(forte, gerda)
    assert ids(call.list_families(by=caller)) == [ours.id]
    assert ids(call.list_guardians(by=caller)) == [gerda.id, gustav.id]
    assert call.get_family(by=caller, family_id=ours.id).status == 200
    assert call.get_guardian(by=caller, guardian_id=gustav.id).status == 200
    assert call.get_family(by=caller, family_id=theirs.id).problem == "NoSuchFamily"
    assert call.list_family_students(by=caller, family_id=theirs.id).problem == "NoSuchFamily"
    assert call.get_guardian(by=caller, guardian_id=stranger.id).problem == "NoSuchGuardian"
    assert call.list_guardians(by=caller, query={"family_id": theirs.id}).problem == "NoSuchFamily"


def test_a_guardian_whom_the_office_has_not_entered_sees_nothing(call: Call, forte: School) -> None:
    family = a_family(forte)
    assert (ids(call.list_families(by=forte.guardian)), ids(call.list_guardians(by=forte.guardian))) == (
        [],
        [],
    )
    assert call.get_family(by=forte.guardian, family_id=family.id).problem == "NoSuchFamily"


def test_lists_the_students_of_a_family(call: Call, forte: School) -> None:
    family = a_family(forte)
    guardian, children = a_guardian(forte, family), [a_student(forte, family).id for _ in range(2)]
    for caller in (forte.admin, guardian_caller(forte, guardian)):
        assert ids(call.list_family_students(by=caller, family_id=family.id)) == children


def test_a_family_without_students_is_there_and_an_unknown_one_is_not(call: Call, forte: School) -> None:
    assert ids(call.list_family_students(by=forte.admin, family_id=a_family(forte).id)) == []
    assert call.list_family_students(by=forte.admin, family_id=new_id("fam")).problem == "NoSuchFamily"


def test_a_campus_manager_sees_families_of_the_own_location_and_new_ones(call: Call, forte: School) -> None:
    east, west = a_location(forte, "East"), a_location(forte, "West")
    ours, theirs, new = (a_family(forte, name) for name in ("Ours", "Theirs", "New"))
    parent, other_parent = a_guardian(forte, ours), a_guardian(forte, theirs)
    child = a_student(forte, ours, location_id=east.id)
    a_student(forte, ours, location_id=west.id)
    a_student(forte, theirs, location_id=west.id)
    manager = forte.manager(east.id)
    assert ids(call.list_families(by=manager)) == [ours.id, new.id]
    assert ids(call.list_guardians(by=manager)) == [parent.id]
    assert ids(call.list_family_students(by=manager, family_id=ours.id)) == [child.id]
    for refused in (
        call.get_family(by=manager, family_id=theirs.id),
        call.list_family_students(by=manager, family_id=theirs.id),
        call.update_family({"name": "X", "version": 1}, by=manager, family_id=theirs.id),
        call.remove_family(by=manager, family_id=theirs.id),
        call.add_guardian(a_guardian_body(theirs), by=manager),
        call.add_student(a_student_body(theirs, location_id=east.id), by=manager),
        call.list_guardians(by=manager, query={"family_id": theirs.id}),
    ):
        assert (refused.status, refused.problem) == (404, "NoSuchFamily")
    assert call.get_guardian(by=manager, guardian_id=other_parent.id).problem == "NoSuchGuardian"
