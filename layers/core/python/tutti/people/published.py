"""What other contexts ask of people."""

from collections.abc import Sequence

from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.family import Family, Guardian, Student
from tutti.people.member import Member
from tutti.people.member_store import MemberStore
from tutti.people.store import FamilyStore, GuardianStore, NoSuchGuardian, StudentStore, TeacherStore


def guardian(tenant: Tenant, person_id: str) -> Guardian:
    """The guardian who is this person; refuses `NoSuchGuardian`."""
    return GuardianStore(tenant).get(person_id)


def family_of(tenant: Tenant, person_id: str) -> str:
    """The id of the family of which this person is a guardian; refuses `NoSuchGuardian`."""
    return guardian(tenant, person_id).family_id


def teacher_ids(tenant: Tenant) -> list[str]:
    """The ids of all teachers: one query."""
    return [one.id for one in TeacherStore(tenant).all()]


def children_of(tenant: Tenant, person_id: str) -> list[str]:
    """The ids of the students in the family of this guardian; nobody's for who is none."""
    found = GuardianStore(tenant).find(person_id)
    return [one.id for one in StudentStore(tenant).family(found.family_id)] if found else []


def own_people(caller: Caller) -> list[str]:
    """The ids of those for whom a family's member calls: a guardian's children, or the student alone."""
    if caller.role is Role.GUARDIAN:
        return children_of(caller.tenant, caller.person_id)
    return [caller.person_id]


def students(tenant: Tenant, ids: Sequence[str]) -> list[Student]:
    """The students of these ids, in the order asked, also those who have left: one batch of reads."""
    return StudentStore(tenant).get_many(ids)


def student_key(tenant: Tenant, person_id: str) -> Key:
    """Where the student lies, for who reads it along with something else."""
    return StudentStore(tenant).key(person_id)


def read_student(tenant: Tenant, record: Record | None) -> Student:
    """The student in the item that lay there; refuses with `NoSuchStudent` when there was none."""
    return StudentStore(tenant).required(record)


def payer(tenant: Tenant, family_id: str) -> Guardian:
    """The guardian who answers and pays for a family: the named one, else its first; or `NoSuchGuardian`."""
    family, guardians = FamilyStore(tenant).get(family_id), GuardianStore(tenant)
    named = guardians.find(family.payer_id) if family.payer_id else None
    if named is None and not (others := guardians.family(family_id)):
        raise NoSuchGuardian()
    return named or others[0]


def contacts_of(tenant: Tenant, student_ids: Sequence[str]) -> list[tuple[Student, Guardian]]:
    """The active ones of these students, each with the guardian who is written to; nobody without one.

    Three batches of reads; for a family that names no payer a query more.
    """
    students = [one for one in StudentStore(tenant).get_many(student_ids) if one.is_active]
    families = FamilyStore(tenant).get_many([one.family_id for one in students])
    guardians = GuardianStore(tenant)
    named = {one.id: one for one in guardians.get_many([one.payer_id for one in families if one.payer_id])}
    contacts = {one.id: named.get(one.payer_id or "") or _first(guardians, one) for one in families}
    return [(one, who) for one in students if (who := contacts.get(one.family_id))]


def _first(guardians: GuardianStore, of: Family) -> Guardian | None:
    return next(iter(guardians.family(of.id)), None)


def login_of(tenant: Tenant, person_id: str) -> Member | None:
    """The membership by which this person signs in here; None for who has none, or may not any more."""
    member = MemberStore(tenant).find(person_id)
    return member if member and member.is_active else None


def address_of(tenant: Tenant, person_id: str) -> str | None:
    """The address with which this person signs in here; None for who has no login."""
    member = login_of(tenant, person_id)
    return member.email if member else None


def places_of(tenant: Tenant, person_id: str) -> list[Key]:
    """Where this person lies, as whatever the studio knows one of that id; for who reads more along."""
    stores = (TeacherStore(tenant), GuardianStore(tenant), StudentStore(tenant), MemberStore(tenant))
    return [store.key(person_id) for store in stores]
