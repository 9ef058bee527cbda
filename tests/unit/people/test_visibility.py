"""Who sees which rows."""

from datetime import date

import pytest

from tutti.kit.caller import Caller
from tutti.kit.ids import derived_id, new_id
from tutti.kit.role import Role
from tutti.people.family import Student
from tutti.people.member import MemberProfile
from tutti.people.visibility import sees_family, sees_member, sees_student

EAST, WEST = derived_id("loc", "east"), derived_id("loc", "west")


def caller(role: Role, *locations: str) -> Caller:
    return Caller("sub", "sub", new_id("stu"), new_id("per"), role, locations)


def a_student(location_id: str | None = None) -> Student:
    return Student(
        id=new_id("per"),
        family_id=new_id("fam"),
        given_name="Sam",
        family_name="Berger",
        birth_date=date(2015, 5, 4),
        location_id=location_id,
    )


def a_member(*roles: Role, locations: tuple[str, ...] = ()) -> MemberProfile:
    return MemberProfile(id=new_id("per"), email="m@people.test", roles=roles, location_ids=locations)


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN])
def test_owners_and_admins_see_everything(role: Role) -> None:
    assert sees_student(caller(role), a_student())
    assert sees_family(caller(role), [a_student(WEST)])
    assert sees_member(caller(role), a_member(Role.STUDENT))


@pytest.mark.parametrize(("location", "is_seen"), [(EAST, True), (WEST, False), (None, False)])
def test_managers_see_the_students_of_their_locations(location: str | None, is_seen: bool) -> None:
    assert sees_student(caller(Role.MANAGER, EAST), a_student(location)) is is_seen


def test_managers_see_families_with_a_student_of_theirs_or_with_none() -> None:
    manager = caller(Role.MANAGER, EAST)
    assert sees_family(manager, [a_student(WEST), a_student(EAST)])
    assert sees_family(manager, [])
    assert not sees_family(manager, [a_student(WEST), a_student()])


def test_a_manager_without_locations_sees_nobody() -> None:
    assert not sees_student(caller(Role.MANAGER), a_student(EAST))
    assert not sees_member(caller(Role.MANAGER), a_member(Role.TEACHER))


def test_teachers_see_whom_they_teach() -> None:
    assert sees_student(caller(Role.TEACHER), a_student(), teaches=True)
    assert not sees_student(caller(Role.TEACHER), a_student())


def test_guardians_see_their_family() -> None:
    child, parent = a_student(), caller(Role.GUARDIAN)
    assert sees_student(parent, child, own_family_id=child.family_id)
    assert not sees_student(parent, child, own_family_id=new_id("fam"))
    assert not sees_student(parent, child)


def test_somebody_who_teaches_elsewhere_is_no_teacher_as_a_guardian() -> None:
    assert not sees_student(caller(Role.GUARDIAN), a_student(), teaches=True)


def test_everybody_on_the_staff_sees_themselves() -> None:
    for role in (Role.MANAGER, Role.TEACHER):
        me = caller(role)
        assert sees_member(me, a_member(Role.GUARDIAN).model_copy(update={"id": me.person_id}))


def test_teachers_see_the_staff_and_not_the_families() -> None:
    assert sees_member(caller(Role.TEACHER), a_member(Role.ADMIN))
    assert not sees_member(caller(Role.TEACHER), a_member(Role.GUARDIAN, Role.STUDENT))


def test_guardians_see_no_other_member() -> None:
    assert not sees_member(caller(Role.GUARDIAN), a_member(Role.TEACHER))
