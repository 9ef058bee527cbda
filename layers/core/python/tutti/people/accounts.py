"""The family, guardian and student that an enrolment brings: opened together, closed when nobody else uses them."""

from dataclasses import dataclass

from tutti.kit.changes import Change, Delete, Key, Update
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.people.family import Family, Guardian, Student
from tutti.people.store import FamilyStore, GuardianStore, StudentStore

_KIND = Record.kind.set("Uses")


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
    """The accounts to use: known ones by the guardian's address and the child's name and birth date, else these."""
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
    """The changes that add what is new, and count one more use of the guardian's and the student's account."""
    guardians, changes = GuardianStore(tenant), list[Change]()
    if accounts.is_family_new:
        changes += [
            FamilyStore(tenant).creating(accounts.family, StillUsed),
            guardians.creating(accounts.guardian, StillUsed),
            guardians.claiming_email(accounts.guardian),
        ]
    if accounts.is_student_new:
        changes.append(StudentStore(tenant).creating(accounts.student, StillUsed))
    used = (accounts.guardian.id, accounts.student.id)
    return changes + [
        Update(_uses_key(tenant, person_id), [Record.taken.add(1), _KIND]) for person_id in used
    ]


def closing(
    tenant: Tenant, guardian_id: str, student_id: str, *, is_family_new: bool, is_student_new: bool
) -> list[Change]:
    """The changes that remove what this enrolment brought and nobody else uses by now; what others use stays."""
    guardians = GuardianStore(tenant)
    guardian = guardians.find(guardian_id)
    family: list[Change] = []
    if guardian and is_family_new:
        family = [
            Delete(guardians.key(guardian_id)),
            guardians.freeing_email(guardian),
            Delete(FamilyStore(tenant).key(guardian.family_id)),
        ]
    student: list[Change] = [Delete(StudentStore(tenant).key(student_id))] if is_student_new else []
    return [*_one_use_less(tenant, guardian_id, family), *_one_use_less(tenant, student_id, student)]


def _one_use_less(tenant: Tenant, person_id: str, when_last: list[Change]) -> list[Change]:
    key = _uses_key(tenant, person_id)
    uses = tenant.table.get(key)
    if uses is None:
        return []
    is_as_read = Record.taken == uses.taken
    if uses.taken > 1:
        return [Update(key, [Record.taken.add(-1)], is_as_read, StillUsed)]
    return [Delete(key, is_as_read, StillUsed), *when_last]


def _uses_key(tenant: Tenant, person_id: str) -> Key:
    return Key(tenant.partition("USES", person_id), "USES")


def _is_same(one: Student, other: Student) -> bool:
    def name(student: Student) -> list[str]:
        return f"{student.given_name} {student.family_name}".casefold().split()

    return one.birth_date == other.birth_date and name(one) == name(other)
