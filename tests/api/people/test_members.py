"""The staff directory: who is a member, in which roles."""

from functions.events.people.refresh_belongings import handler as refresh_belongings
from tests.api.people.bodies import member_change
from tests.support.door import Call
from tests.support.people import a_location, a_member, an_identity, as_member, belonging
from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope
from tutti.kit.ids import new_id
from tutti.kit.role import Role


def test_lists_the_staff_and_not_the_families(call: Call, forte: School) -> None:
    owner, teacher = a_member(forte, Role.OWNER), a_member(forte, Role.TEACHER)
    a_member(forte, Role.GUARDIAN)
    listed = call.list_members(by=forte.teacher)["items"]
    assert [item["id"] for item in listed] == [owner.id, teacher.id]


def test_lists_those_with_one_role_whatever_else_they_are(call: Call, forte: School) -> None:
    both, guardian = a_member(forte, Role.TEACHER, Role.GUARDIAN), a_member(forte, Role.GUARDIAN)
    a_member(forte, Role.ADMIN)
    guardians = call.list_members(by=forte.admin, query={"role": "guardian"})["items"]
    teachers = call.list_members(by=forte.admin, query={"role": "teacher"})["items"]
    assert {item["id"] for item in guardians} == {both.id, guardian.id}
    assert [item["id"] for item in teachers] == [both.id]


def test_lists_members_a_page_at_a_time(call: Call, forte: School) -> None:
    members = [a_member(forte, Role.TEACHER) for _ in range(3)]
    first = call.list_members(by=forte.admin, query={"limit": 2})
    second = call.list_members(by=forte.admin, query={"limit": 2, "cursor": first["cursor"]})
    assert [item["id"] for item in first["items"] + second["items"]] == [one.id for one in members]
    assert "cursor" not in second.body


def test_tells_nobody_the_identity_behind_a_member(call: Call, forte: School) -> None:
    member = a_member(forte, Role.TEACHER)
    assert "sub" not in call.get_member(by=forte.admin, person_id=member.id).body


def test_a_teacher_sees_the_staff_but_no_families_members(call: Call, forte: School) -> None:
    guardian, admin = a_member(forte, Role.GUARDIAN), a_member(forte, Role.ADMIN)
    assert call.get_member(by=forte.teacher, person_id=admin.id).status == 200
    assert call.get_member(by=forte.teacher, person_id=guardian.id).problem == "NoSuchMember"
    assert call.list_members(by=forte.teacher, query={"role": "guardian"})["items"] == []


def test_a_guardian_does_not_read_the_directory(call: Call, forte: School) -> None:
    assert call.list_members(by=forte.guardian).status == 403


def test_a_campus_manager_sees_members_of_the_own_locations(call: Call, forte: School) -> None:
    east, west = a_location(forte, "East"), a_location(forte, "West")
    ours = a_member(forte, Role.TEACHER, location_ids=(east.id,))
    theirs = a_member(forte, Role.TEACHER, location_ids=(west.id,))
    manager = forte.manager(east.id)
    assert [item["id"] for item in call.list_members(by=manager)["items"]] == [ours.id]
    assert call.get_member(by=manager, person_id=theirs.id).problem == "NoSuchMember"


def test_an_admin_makes_a_teacher_a_campus_manager_too(call: Call, forte: School) -> None:
    teacher, east = a_member(forte, Role.TEACHER), a_location(forte)
    body = member_change(teacher, roles=["teacher", "manager"], location_ids=[east.id])
    reply = call.update_member(body, by=forte.admin, person_id=teacher.id)
    known = belonging(teacher.sub, forte)
    assert (reply["roles"], reply["version"]) == (["manager", "teacher"], 2)
    assert known is not None
    assert (known.roles, known.location_ids) == ((Role.MANAGER, Role.TEACHER), (east.id,))


def test_a_campus_manager_has_a_location(call: Call, forte: School) -> None:
    teacher = a_member(forte, Role.TEACHER)
    reply = call.update_member(
        member_change(teacher, roles=["manager"]), by=forte.admin, person_id=teacher.id
    )
    assert (reply.status, reply.problem) == (422, "InvalidInput")


def test_refuses_a_location_that_is_not_there(call: Call, forte: School) -> None:
    teacher = a_member(forte, Role.TEACHER)
    body = member_change(teacher, location_ids=[new_id("loc")])
    assert call.update_member(body, by=forte.admin, person_id=teacher.id).problem == "NoSuchLocation"


def test_refuses_a_change_of_an_older_version(call: Call, forte: School) -> None:
    teacher = a_member(forte, Role.TEACHER)
    body = member_change(teacher, roles=["teacher", "guardian"])
    replies = [call.update_member(body, by=forte.admin, person_id=teacher.id) for _ in range(2)]
    assert [reply.problem for reply in replies] == [None, "VersionConflict"]


def test_a_campus_manager_changes_no_members(call: Call, forte: School) -> None:
    teacher = a_member(forte, Role.TEACHER)
    reply = call.update_member(member_change(teacher), by=forte.manager(), person_id=teacher.id)
    assert (reply.status, reply.problem) == (403, "NotAllowed")


def test_only_owners_make_owners_and_admins(call: Call, forte: School) -> None:
    teacher = a_member(forte, Role.TEACHER)
    body = member_change(teacher, roles=["admin"])
    refused = call.update_member(body, by=forte.admin, person_id=teacher.id)
    made = call.update_member(body, by=forte.owner, person_id=teacher.id)
    assert (refused.status, refused.problem, made["roles"]) == (403, "OwnersOnly", ["admin"])


def test_an_admin_does_not_put_out_an_owner(call: Call, forte: School) -> None:
    owner = a_member(forte, Role.OWNER)
    body = member_change(owner, is_active=False)
    assert call.update_member(body, by=forte.admin, person_id=owner.id).problem == "OwnersOnly"
    assert call.remove_member(by=forte.admin, person_id=owner.id).problem == "OwnersOnly"


def test_the_last_owner_stays(call: Call, forte: School) -> None:
    owner = a_member(forte, Role.OWNER)
    by = as_member(forte, owner)
    demoted = call.update_member(member_change(owner, roles=["teacher"]), by=by, person_id=owner.id)
    locked_out = call.update_member(member_change(owner, is_active=False), by=by, person_id=owner.id)
    removed = call.remove_member(by=by, person_id=owner.id)
    assert {reply.problem for reply in (demoted, locked_out, removed)} == {"LastOwner"}
    assert belonging(owner.sub, forte) is not None


def test_one_of_two_owners_may_go(call: Call, forte: School) -> None:
    first, second = a_member(forte, Role.OWNER), a_member(forte, Role.OWNER)
    by = as_member(forte, first)
    assert call.remove_member(by=by, person_id=second.id).status == 204
    assert call.remove_member(by=by, person_id=first.id).problem == "LastOwner"


def test_who_may_no_longer_come_in_leaves_the_directory_and_returns(call: Call, forte: School) -> None:
    teacher = a_member(forte, Role.TEACHER)
    call.update_member(member_change(teacher, is_active=False), by=forte.admin, person_id=teacher.id)
    outside = belonging(teacher.sub, forte)
    call.update_member(member_change(teacher, version=2), by=forte.admin, person_id=teacher.id)
    assert (outside, belonging(teacher.sub, forte) is None) == (None, False)


def test_who_joined_anew_meanwhile_does_not_return_as_somebody_else(call: Call, forte: School) -> None:
    bela = an_identity()
    before = a_member(forte, Role.TEACHER, by=bela)
    call.update_member(member_change(before, is_active=False), by=forte.admin, person_id=before.id)
    a_member(forte, Role.GUARDIAN, by=bela)
    reply = call.update_member(member_change(before, version=2), by=forte.admin, person_id=before.id)
    assert (reply.status, reply.problem) == (409, "AlreadyMember")


def test_a_removed_member_is_gone_here_and_in_the_directory(call: Call, forte: School) -> None:
    teacher = a_member(forte, Role.TEACHER)
    reply = call.remove_member(by=forte.admin, person_id=teacher.id)
    assert (reply.status, belonging(teacher.sub, forte)) == (204, None)
    assert call.get_member(by=forte.admin, person_id=teacher.id).problem == "NoSuchMember"


def test_a_membership_elsewhere_stays(call: Call, forte: School, allegro: School) -> None:
    bela = an_identity()
    member = a_member(forte, Role.TEACHER, by=bela)
    a_member(allegro, Role.GUARDIAN, by=bela)
    call.remove_member(by=forte.admin, person_id=member.id)
    assert belonging(bela.sub, allegro) is not None


def test_members_hear_the_new_name_of_their_studio(call: Call, forte: School) -> None:
    teacher, former = a_member(forte, Role.TEACHER), a_member(forte, Role.TEACHER)
    call.update_member(member_change(former, is_active=False), by=forte.admin, person_id=former.id)
    profile = call.get_studio(by=forte.admin).body
    del profile["id"]
    call.update_studio(profile | {"name": "Forte Nord"}, by=forte.admin)
    refresh_belongings.once(_studio_changed(forte))
    known = belonging(teacher.sub, forte)
    assert known is not None
    assert (known.name, known.person_id, belonging(former.sub, forte)) == ("Forte Nord", teacher.id, None)


def _studio_changed(school: School) -> Envelope:
    return Envelope(
        id=new_id("fct"),
        studio_id=school.studio.id,
        name="StudioChanged",
        at=utc_now(),
        actor="test",
        subject=school.studio.id,
    )
