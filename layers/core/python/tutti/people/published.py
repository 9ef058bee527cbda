"""What other contexts ask of people."""

from tutti.kit.tenant import Tenant
from tutti.people.family import Guardian
from tutti.people.store import FamilyStore, GuardianStore, NoSuchGuardian


def guardian(tenant: Tenant, person_id: str) -> Guardian:
    """The guardian who is this person; refuses `NoSuchGuardian`."""
    return GuardianStore(tenant).get(person_id)


def family_of(tenant: Tenant, person_id: str) -> str:
    """The id of the family of which this person is a guardian; refuses `NoSuchGuardian`."""
    return guardian(tenant, person_id).family_id


def payer(tenant: Tenant, family_id: str) -> Guardian:
    """The guardian who answers and pays for a family: the one it names, else its first; else `NoSuchGuardian`."""
    family, guardians = FamilyStore(tenant).get(family_id), GuardianStore(tenant)
    named = guardians.find(family.payer_id) if family.payer_id else None
    if named is None and not (others := guardians.family(family_id)):
        raise NoSuchGuardian()
    return named or others[0]
