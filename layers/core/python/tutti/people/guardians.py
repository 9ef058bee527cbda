"""The guardians of a studio, as each may see them (IAM-9, IAM-14)."""

from tutti.kit.entity import Page
from tutti.kit.errors import NotAllowed
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.paging import paged_by_id
from tutti.kit.role import Role
from tutti.kit.who import Caller
from tutti.people.families import own_family_id, refuse_unseen, seen_families
from tutti.people.family import Guardian, GuardianUpdate, NewGuardian
from tutti.people.member_store import MemberStore
from tutti.people.store import FamilyStore, GuardianStore, NoSuchFamily, NoSuchGuardian


class GuardianAdded(Fact):
    """A family has a new guardian."""


class GuardianChanged(Fact):
    """A guardian has other particulars."""


class NotYourself(NotAllowed):
    """Guardians change their own particulars; the office changes those of others."""


def list_guardians(
    caller: Caller, family_id: str | None, *, limit: int, cursor: str | None
) -> Page[Guardian]:
    """A page of the guardians that the caller may see, perhaps of one family only."""
    guardians = GuardianStore(caller.tenant)
    if caller.role is Role.GUARDIAN:
        return paged_by_id(_own_family(caller, guardians, family_id), limit=limit, cursor=cursor)
    if family_id:
        refuse_unseen(caller, family_id)
        return paged_by_id(guardians.family(family_id), limit=limit, cursor=cursor)
    if caller.role is Role.MANAGER:
        is_seen = seen_families(caller)
        return guardians.sift(lambda guardian: is_seen(guardian.family_id), limit=limit, cursor=cursor)
    return guardians.page(limit=limit, cursor=cursor)


def _own_family(caller: Caller, guardians: GuardianStore, family_id: str | None) -> list[Guardian]:
    own_id = own_family_id(caller)
    if family_id not in (None, own_id):
        raise NoSuchFamily()
    return guardians.family(own_id) if own_id else []


def get_guardian(caller: Caller, person_id: str) -> Guardian:
    """The guardian; refuses with `NoSuchGuardian` whom the caller may not see."""
    guardians = GuardianStore(caller.tenant)
    self_key = [guardians.key(caller.person_id)] if caller.role is Role.GUARDIAN else []
    found, *own = caller.tenant.table.get_each(guardians.key(person_id), *self_key)
    guardian = guardians.required(found)
    if any(one is None or guardians.read(one).family_id != guardian.family_id for one in own):
        raise NoSuchGuardian()
    if caller.role is Role.MANAGER:
        _refuse_unseen(caller, guardian)
    return guardian


def _refuse_unseen(caller: Caller, guardian: Guardian) -> None:
    try:
        refuse_unseen(caller, guardian.family_id)
    except NoSuchFamily:
        raise NoSuchGuardian() from None


def add_guardian(caller: Caller, draft: NewGuardian) -> Guardian:
    """The new guardian; refuses with `NoSuchFamily`, `NoSuchMember` and `EmailTaken`."""
    refuse_unseen(caller, draft.family_id)
    tenant, guardians = caller.tenant, GuardianStore(caller.tenant)
    particulars = dict(draft)
    known_as = particulars.pop("person_id")
    guardian = Guardian(id=known_as or new_id("per"), **particulars)
    tenant.table.write(
        [
            guardians.creating(guardian),
            guardians.claiming_email(guardian),
            FamilyStore(tenant).requiring(guardian.family_id),
            *MemberStore(tenant).requiring(known_as),
            *told(tenant, GuardianAdded(subject=guardian.id)),
        ]
    )
    return guardian


def update_guardian(caller: Caller, person_id: str, update: GuardianUpdate) -> Guardian:
    """The guardian as it now is, the address moved with it; refuses `EmailTaken`, and `NotYourself`."""
    guardians = GuardianStore(caller.tenant)
    before = get_guardian(caller, person_id)
    if caller.role is Role.GUARDIAN and person_id != caller.person_id:
        raise NotYourself()
    after = before.revised(update)
    moving = []
    if after.email != before.email:
        moving = [guardians.claiming_email(after), guardians.freeing_email(before)]
    changed = told(caller.tenant, GuardianChanged(subject=person_id))
    caller.tenant.table.write([guardians.replacing(before, after), *moving, *changed])
    return after.model_copy(update={"version": before.version + 1})
