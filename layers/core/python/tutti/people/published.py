"""What other contexts ask of people."""

from collections.abc import Sequence

from tutti.kit.errors import NotFound
from tutti.kit.tenant import Tenant
from tutti.people.family import Guardian, Student
from tutti.people.member_store import MemberStore
from tutti.people.store import FamilyStore, GuardianStore, NoSuchGuardian, StudentStore


def guardian(tenant: Tenant, person_id: str) -> Guardian:
    """The guardian who is this person; refuses `NoSuchGuardian`."""
    return GuardianStore(tenant).get(person_id)


def family_of(tenant: Tenant, person_id: str) -> str:
    """The id of the family of which this person is a guardian; refuses `NoSuchGuardian`."""
    return guardian(tenant, person_id).family_id


def payer(tenant: Tenant, family_id: str) -> Guardian:
    """The guardian who answers and pays for a family: the named one, else its first; or `NoSuchGuardian`."""
    family, guardians = FamilyStore(tenant).get(family_id), GuardianStore(tenant)
    named = guardians.find(family.payer_id) if family.payer_id else None
    if named is None and not (others := guardians.family(family_id)):
        raise NoSuchGuardian()
    return named or others[0]


def contacts_of(tenant: Tenant, student_ids: Sequence[str]) -> list[tuple[Student, Guardian]]:
    """The active ones of these students, each with the guardian who is written to; nobody without one."""
    students = [one for one in StudentStore(tenant).get_many(student_ids) if one.is_active]
    families = dict.fromkeys(one.family_id for one in students)
    payers = {family_id: _payer_or_none(tenant, family_id) for family_id in families}
    return [(one, who) for one in students if (who := payers[one.family_id])]


def _payer_or_none(tenant: Tenant, family_id: str) -> Guardian | None:
    try:
        return payer(tenant, family_id)
    except NotFound:
        return None


def address_of(tenant: Tenant, person_id: str) -> str | None:
    """The address with which this person signs in here; None for who has no login."""
    member = MemberStore(tenant).find(person_id)
    return member.email if member and member.is_active else None
