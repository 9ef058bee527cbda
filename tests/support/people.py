"""The people and places of a school for tests, put straight into the table."""

from datetime import date
from typing import Any

from tests.support.school import School
from tutti.kit.caller import Caller, Identity
from tutti.kit.changes import Put
from tutti.kit.directory import Registering, identity_partition
from tutti.kit.ids import new_id
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.people import teachers
from tutti.people.directory_store import DirectoryStore
from tutti.people.family import Family, Guardian, Student
from tutti.people.identity import Belonging
from tutti.people.member import Member
from tutti.people.membership import joining
from tutti.people.store import FamilyStore, GuardianStore, StudentStore
from tutti.people.teacher import NewTeacher, Teacher
from tutti.studios import locations
from tutti.studios.model import Location, LocationDraft


def an_identity() -> Identity:
    """Somebody who is signed in and belongs to no studio yet."""
    sub = new_id("sub")
    return Identity(sub, sub, email=f"{sub.lower()}@people.test")


def a_location(school: School, name: str = "Main house") -> Location:
    return locations.add_location(school.tenant, LocationDraft(name=name))


def a_family(school: School, name: str = "Berger") -> Family:
    return FamilyStore(school.tenant).create(Family(id=new_id("fam"), name=name))


def a_guardian(school: School, family: Family, **particulars: Any) -> Guardian:
    person_id = particulars.pop("id", None) or new_id("per")
    fields: dict[str, Any] = {
        "given_name": "Gerda",
        "family_name": family.name,
        "email": f"{person_id.lower()}@people.test",
    }
    guardian = Guardian(id=person_id, family_id=family.id, **fields | particulars)
    guardians = GuardianStore(school.tenant)
    school.tenant.table.write([guardians.creating(guardian), guardians.claiming_email(guardian)])
    return guardian


def a_student(
    school: School, family: Family, *, taught_by: Caller | None = None, **particulars: Any
) -> Student:
    fields: dict[str, Any] = {"given_name": "Sam", "family_name": family.name, "birth_date": date(2015, 5, 4)}
    person_id = particulars.pop("id", None) or new_id("per")
    students = StudentStore(school.tenant)
    student = students.create(Student(id=person_id, family_id=family.id, **fields | particulars))
    if taught_by:
        link = students.taught_key(taught_by.person_id, student.id)
        school.tenant.table.write([Put(Record(link.pk, link.sk, kind="Taught", owner=student.id))])
    return student


def a_teacher(school: School, **profile: Any) -> Teacher:
    fields: dict[str, Any] = {"display_name": "Theo Tal", "instruments": ("piano",)}
    return teachers.add_teacher(school.tenant, NewTeacher(**fields | profile))


def a_member(school: School, *roles: Role, by: Identity | None = None, **particulars: Any) -> Member:
    """A member in these roles, also in the directory of the identity."""
    who = by or an_identity()
    member = Member(
        id=particulars.pop("id", None) or new_id("per"),
        sub=who.sub,
        email=who.email,
        roles=roles,
        **particulars,
    )
    here = Registering.of(school.tenant, identity_partition(who.sub))
    here.table.write(joining(here, school.studio, member))
    return member


def as_member(school: School, member: Member) -> Caller:
    """The member as a caller, in the widest role."""
    return school.caller(member.roles[0], member.id, member.location_ids)


def belonging(sub: str, school: School) -> Belonging | None:
    """What the directory says of this identity in this school."""
    return DirectoryStore.own(sub).find(school.studio.id)
