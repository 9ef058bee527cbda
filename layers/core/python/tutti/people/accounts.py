"""The family, guardian and student of an enrolment: opened together, closed when nobody else uses them."""

from dataclasses import dataclass

from tutti.kit.changes import Change, Delete, Key, Update
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.people.family import Family, Guardian, Student, name_key
from tutti.people.store import FamilyStore, GuardianStore, StudentStore, household

BROUGHT = "brought"
"""Whose use says so was opened by an enrolment, and goes with the last one that uses it."""


class StillUsed(Raced):
    """Somebody else opened or began to use this account in the same moment."""


@dataclass(frozen=True)
class Accounts:
    """Who takes part in an enrolment, and which of them are new with it."""

    family: Family
    guardian: Guardian
    student: Student
    is_family_new: bool
    is_student_new: bool


def resolve(tenant: Tenant, family: Family, guardian: Guardian, student: Student) -> Accounts:
    """Known accounts by the guardian's address and the child's name and birth date, else these."""
    guardians = GuardianStore(tenant)
    known = guardians.find(guardian.id) or guardians.find_by_email(guardian.email)
    if known is None:
        return Accounts(family, guardian, student, is_family_new=True, is_student_new=True)
    siblings = StudentStore(tenant).family(known.family_id)
    same = next((child for child in siblings if child.id == student.id or _is_same(child, student)), None)
    ours = same or student.model_copy(update={"family_id": known.family_id})
    return Accounts(
        FamilyStore(tenant).get(known.family_id),
        known,
        ours,
        is_family_new=False,
        is_student_new=same is None,
    )


def opening(tenant: Tenant, accounts: Accounts) -> list[Change]:
    """The changes that add what is new, and count one more use of guardian and student."""
    student = accounts.student
    used = {accounts.guardian.id: accounts.is_family_new, student.id: accounts.is_student_new}
    return [
        *(_new_family(tenant, accounts) if accounts.is_family_new else []),
        *([StudentStore(tenant).creating(student, StillUsed)] if accounts.is_student_new else []),
        *(_one_use_more(tenant, person_id, is_new=is_new) for person_id, is_new in used.items()),
    ]


def _new_family(tenant: Tenant, accounts: Accounts) -> list[Change]:
    guardians = GuardianStore(tenant)
    return [
        FamilyStore(tenant).creating(accounts.family, StillUsed),
        guardians.creating(accounts.guardian, StillUsed),
        guardians.claiming_email(accounts.guardian),
    ]


def _one_use_more(tenant: Tenant, person_id: str, *, is_new: bool) -> Change:
    brought = [Record.owner.set(BROUGHT)] if is_new else []
    return Update(_uses_key(tenant, person_id), [Record.taken.add(1), Record.kind.set("Uses"), *brought])


def closing(tenant: Tenant, guardian_id: str, student_id: str) -> list[Change]:
    """The changes that count one use less, and remove what enrolments brought when this was the last use.

    A student whom somebody teaches stays, and a family with anybody else in it.
    """
    people = dict.fromkeys((guardian_id, student_id))
    found = tenant.table.get_each(*(_uses_key(tenant, person_id) for person_id in people))
    uses = dict(zip(people, found, strict=True))
    student = StudentStore(tenant).find(student_id) if _is_last(uses[student_id]) else None
    gone = [student] if student and not student.teacher_ids else []
    guardian = GuardianStore(tenant).find(guardian_id) if _is_last(uses[guardian_id]) else None
    return [
        *(_one_use_less(use) for use in uses.values() if use),
        *(StudentStore(tenant).removing(one) for one in gone),
        *(_family_gone(tenant, guardian, without=[one.id for one in gone]) if guardian else []),
    ]


def _family_gone(tenant: Tenant, guardian: Guardian, *, without: list[str]) -> list[Change]:
    families, guardians = FamilyStore(tenant), GuardianStore(tenant)
    family = families.find(guardian.family_id)
    household_ids = {one.id for group in household(tenant, guardian.family_id) for one in group}
    if family is None or household_ids - {guardian.id, *without}:
        return []
    return [families.removing(family), guardians.removing(guardian), guardians.freeing_email(guardian)]


def _is_last(uses: Record | None) -> bool:
    return uses is not None and uses.taken == 1 and uses.owner == BROUGHT


def _one_use_less(uses: Record) -> Change:
    key, is_as_read = Key(uses.PK, uses.SK), Record.taken == uses.taken
    if uses.taken > 1:
        return Update(key, [Record.taken.add(-1)], is_as_read, StillUsed)
    return Delete(key, is_as_read, StillUsed)


def _uses_key(tenant: Tenant, person_id: str) -> Key:
    return Key(tenant.partition("USES", person_id), "USES")


def _is_same(one: Student, other: Student) -> bool:
    names = [name_key(student.given_name, student.family_name) for student in (one, other)]
    return one.birth_date == other.birth_date and names[0] == names[1]
