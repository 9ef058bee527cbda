"""What other contexts ask of people."""

from tutti.kit.tenant import Tenant
from tutti.people.family import Guardian
from tutti.people.store import GuardianStore


def guardian(tenant: Tenant, person_id: str) -> Guardian:
    """The guardian who is this person; refuses `NoSuchGuardian`."""
    return GuardianStore(tenant).get(person_id)


def family_of(tenant: Tenant, person_id: str) -> str:
    """The id of the family of which this person is a guardian; refuses `NoSuchGuardian`."""
    return guardian(tenant, person_id).family_id
