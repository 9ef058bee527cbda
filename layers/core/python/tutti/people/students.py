"""The students of a studio, as each may see them (IAM-9, IAM-12)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tutti.kit.changes import Key
from tutti.kit.entity import Page
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.paging import paged_by_id
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.kit.who import Caller
from tutti.people.families import own_family_id, refuse_unseen
from tutti.people.family import (
    NewStudent,
    Student,
    StudentUpdate,
    refuse_beyond_contact,
    refuse_impossible_birth,
)
from tutti.people.member_store import MemberStore
from tutti.people.store import FamilyStore, GuardianStore, NoSuchFamily, NoSuchStudent, StudentStore
from tutti.people.visibility import sees_student
from tutti.studios import locations
from tutti.studios.service import requiring_locations

FIRST_TO_SEE_A_DAY = timedelta(hours=14)


class StudentAdded(Fact):
    """A family has a new student."""


class StudentChanged(Fact):
    """A student has other particulars."""


def list_students(caller: Caller, family_id: str | None, *, limit: int, cursor: str | None) -> Page[Student]:
    """A page of the students that the caller may see, perhaps of one family only."""
    students = StudentStore(caller.tenant)
    match caller.role:
        case Role.STUDENT:
            own = students.get_many([caller.person_id])
            return paged_by_id(_of_family(own, family_id), limit=limit, cursor=cursor)
        case Role.GUARDIAN:
            return paged_by_id(_own_children(caller, students, family_id), limit=limit, cursor=cursor)
        case Role.TEACHER:
            page = students.page_taught_by(caller.person_id, limit=limit, cursor=cursor)
            return Page[Student](items=_of_family(page.items, family_id), cursor=page.cursor)
    if family_id:
        seen = [one for one in students.family(family_id) if sees_student(caller, one)]
        return paged_by_id(seen, limit=limit, cursor=cursor)
    if caller.role is Role.MANAGER:
        return students.sift(lambda one: sees_student(caller, one), limit=limit, cursor=cursor)
    return students.page(limit=limit, cursor=cursor)


def _of_family(found: list[Student], family_id: str | None) -> list[Student]:
    return [one for one in found if family_id in (None, one.family_id)]


def _own_children(caller: Caller, students: StudentStore, family_id: str | None) -> list[Student]:
    own_id = own_family_id(caller)
    if family_id not in (None, own_id):
        raise NoSuchFamily()
    return students.family(own_id) if own_id else []


def get_student(caller: Caller, person_id: str) -> Student:
    """The student; refuses with `NoSuchStudent` whom the caller may not see. One round of reads."""
    return seen_student(caller, caller.tenant.table.get_each(*keys_to_see(caller, person_id)))


def keys_to_see(caller: Caller, person_id: str) -> list[Key]:
    """The items that say whether the caller may see a student, for who reads them along with others."""
    return [StudentStore(caller.tenant).key(person_id), *_witness(caller, person_id)]


def seen_student(caller: Caller, records: Sequence[Record | None]) -> Student:
    """The student in what lay at `keys_to_see`; refuses with `NoSuchStudent` whom the caller may not see."""
    found, *witness = records
    student, is_there = StudentStore(caller.tenant).required(found), any(witness)
    own_id = None
    if is_there and caller.role is Role.GUARDIAN:
        own_id = GuardianStore(caller.tenant).required(witness[0]).family_id
    if not sees_student(caller, student, own_family_id=own_id, teaches=is_there):
        raise NoSuchStudent()
    return student


def _witness(caller: Caller, person_id: str) -> list[Key]:
    """Where it stands whether a guardian or a teacher may see the student; the others need none."""
    if caller.role is Role.GUARDIAN:
        return [GuardianStore(caller.tenant).key(caller.person_id)]
    if caller.role is Role.TEACHER:
        return [StudentStore(caller.tenant).taught_key(caller.person_id, person_id)]
    return []


def add_student(caller: Caller, draft: NewStudent, *, now: datetime) -> Student:
    """The new student; refuses `BirthDateImpossible`, and unknown families, locations and members."""
    refuse_impossible_birth(draft.birth_date, _today_somewhere(now))
    refuse_unseen(caller, draft.family_id)
    locations.refuse_unseen(caller, draft.location_id)
    tenant = caller.tenant
    particulars = dict(draft)
    known_as = particulars.pop("person_id")
    student = Student(id=known_as or new_id("per"), **particulars)
    tenant.table.write(
        [
            StudentStore(tenant).creating(student),
            FamilyStore(tenant).requiring(student.family_id),
            *MemberStore(tenant).requiring(known_as),
            *requiring_locations(tenant, [student.location_id]),
            *told(tenant, StudentAdded(subject=student.id)),
        ]
    )
    return student


def update_student(caller: Caller, person_id: str, update: StudentUpdate, *, now: datetime) -> Student:
    """The student as it now is; refuses `OfficeOnly` to guardians, and what `add_student` refuses."""
    refuse_impossible_birth(update.birth_date, _today_somewhere(now))
    before = get_student(caller, person_id)
    after = before.revised(update)
    if caller.role is Role.GUARDIAN:
        refuse_beyond_contact(before, after)
    locations.refuse_unseen(caller, after.location_id)
    tenant, students = caller.tenant, StudentStore(caller.tenant)
    has_moved = after.location_id != before.location_id
    tenant.table.write(
        [
            students.replacing(before, after),
            *requiring_locations(tenant, [after.location_id] if has_moved else []),
            *told(tenant, StudentChanged(subject=person_id)),
        ]
    )
    return after.model_copy(update={"version": before.version + 1})


def _today_somewhere(now: datetime) -> date:
    return (now + FIRST_TO_SEE_A_DAY).date()
