"""Who reads a person's lessons outside of the house, and whether they still may."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutti.kit.changes import Key
from tutti.kit.errors import NotFound
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.people.member_store import MemberStore
from tutti.people.store import GuardianStore, StudentStore, TeacherStore


class NoSubscriber(NotFound):
    """Who asked for this is not here any more, or not with this person."""


@dataclass(frozen=True)
class Subscribed:
    """The person whose lessons are read: the name to show, and whether they teach."""

    name: str
    teaches: bool


def subscriber_keys(tenant: Tenant, owner_id: str, person_id: str) -> list[Key]:
    """Where it stands whether this owner may read about this person, for who reads them with other things."""
    return [
        MemberStore(tenant).key(owner_id),
        GuardianStore(tenant).key(owner_id),
        StudentStore(tenant).key(person_id),
        TeacherStore(tenant).key(person_id),
    ]


def subscribed(
    tenant: Tenant, records: Sequence[Record | None], *, owner_id: str, person_id: str
) -> Subscribed:
    """The person in what lay at those keys; refuses an owner who left, or is no guardian of the child."""
    member, guardian, student, teacher = records
    owner = MemberStore(tenant).read(member) if member else None
    if owner is None or not owner.is_active:
        raise NoSubscriber()
    if owner_id == person_id and teacher:
        return Subscribed(TeacherStore(tenant).read(teacher).display_name, teaches=True)
    child = StudentStore(tenant).read(student) if student else None
    if owner_id == person_id:
        return Subscribed(child.given_name if child else owner.given_name, teaches=False)
    if guardian is None or child is None:
        raise NoSubscriber()
    if GuardianStore(tenant).read(guardian).family_id != child.family_id:
        raise NoSubscriber()
    return Subscribed(child.given_name, teaches=False)
