"""The families of a studio, as each may see them (IAM-9, IAM-14, IAM-15)."""

from collections.abc import Callable

from tutti.kit.entity import Page
from tutti.kit.errors import Conflict, Invalid
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.paging import paged_by_id
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.family import Family, FamilyDraft, FamilyUpdate, Student
from tutti.people.store import FamilyStore, GuardianStore, NoSuchFamily, StudentStore, household
from tutti.people.visibility import sees_family, sees_student


class FamilyAdded(Fact):
    """The studio has a new family."""


class FamilyChanged(Fact):
    """A family has other particulars."""


class FamilyRemoved(Fact):
    """A family and its guardians are gone."""


class FamilyInUse(Conflict):
    """This family still has students."""


class PayerNotInFamily(Invalid):
    """Only a guardian of the family can be the one who is billed."""


def own_family_id(caller: Caller) -> str | None:
    """The family whose guardian the caller is."""
    guardian = GuardianStore(caller.tenant).find(caller.person_id)
    return guardian.family_id if guardian else None


def seen_families(caller: Caller) -> Callable[[str], bool]:
    """Which families a campus manager sees; reads every student of the studio, a thousand in a call."""
    students = StudentStore(caller.tenant).all()
    seen = {student.family_id for student in students if sees_student(caller, student)}
    unseen = {student.family_id for student in students} - seen
    return lambda family_id: family_id not in unseen


def list_families(caller: Caller, *, limit: int, cursor: str | None) -> Page[Family]:
    """A page of the families that the caller may see."""
    families = FamilyStore(caller.tenant)
    if caller.role is Role.GUARDIAN:
        family_id = own_family_id(caller)
        own = families.get_many([family_id]) if family_id else []
        return paged_by_id(own, limit=limit, cursor=cursor)
    if caller.role is Role.MANAGER:
        is_seen = seen_families(caller)
        return families.sift(lambda family: is_seen(family.id), limit=limit, cursor=cursor)
    return families.page(limit=limit, cursor=cursor)


def get_family(caller: Caller, family_id: str) -> Family:
    """The family; refuses with `NoSuchFamily` what the caller may not see."""
    families, guardians = FamilyStore(caller.tenant), GuardianStore(caller.tenant)
    if caller.role is not Role.GUARDIAN:
        refuse_unseen(caller, family_id)
        return families.get(family_id)
    family, own = caller.tenant.table.get_each(families.key(family_id), guardians.key(caller.person_id))
    if own is None or guardians.read(own).family_id != family_id:
        raise NoSuchFamily()
    return families.required(family)


def refuse_unseen(caller: Caller, family_id: str) -> None:
    """Refuse with `NoSuchFamily` a family that the caller may not see; asks nothing for owners and admins."""
    if caller.role is Role.GUARDIAN and own_family_id(caller) != family_id:
        raise NoSuchFamily()
    if caller.role is Role.MANAGER and not sees_family(caller, StudentStore(caller.tenant).family(family_id)):
        raise NoSuchFamily()


def list_family_students(caller: Caller, family_id: str) -> Page[Student]:
    """The students of the family, as far as the caller may see them; all on one page."""
    if caller.role is Role.GUARDIAN:
        refuse_unseen(caller, family_id)
    students = StudentStore(caller.tenant).family(family_id)
    seen = [one for one in students if sees_student(caller, one, own_family_id=family_id)]
    if students and not seen:
        raise NoSuchFamily()
    if not students:
        FamilyStore(caller.tenant).get(family_id)
    return Page[Student](items=seen)


def add_family(tenant: Tenant, draft: FamilyDraft) -> Family:
    """The new family, with its id."""
    family = Family(id=new_id("fam"), **dict(draft))
    return FamilyStore(tenant).create(family, FamilyAdded(subject=family.id))


def update_family(caller: Caller, family_id: str, update: FamilyUpdate) -> Family:
    """The family as it now is; refuses with `PayerNotInFamily` a payer who is no guardian of it."""
    refuse_unseen(caller, family_id)
    families, guardians = FamilyStore(caller.tenant), GuardianStore(caller.tenant)
    payer_key = [guardians.key(update.payer_id)] if update.payer_id else []
    found, *payers = caller.tenant.table.get_each(families.key(family_id), *payer_key)
    before = families.required(found)
    if any(payer is None or guardians.read(payer).family_id != family_id for payer in payers):
        raise PayerNotInFamily()
    return families.replace(before, before.revised(update), FamilyChanged(subject=family_id))


def remove_family(caller: Caller, family_id: str) -> None:
    """Remove the family and its guardians; refuses with `FamilyInUse` while it has students."""
    refuse_unseen(caller, family_id)
    families, guardians = FamilyStore(caller.tenant), GuardianStore(caller.tenant)
    before, (parents, children) = families.get(family_id), household(caller.tenant, family_id)
    if children:
        raise FamilyInUse()
    gone = [change for one in parents for change in (guardians.removing(one), guardians.freeing_email(one))]
    removed = FamilyRemoved(subject=family_id)
    caller.tenant.table.write([families.removing(before), *gone, *told(caller.tenant, removed)])
