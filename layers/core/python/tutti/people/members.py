"""The members of a studio: the directory of its staff, their roles and places (IAM-16, TEN-7)."""

from tutti.kit.directory import Registering, identity_partition
from tutti.kit.entity import Page
from tutti.kit.facts import Fact, told
from tutti.kit.role import STAFF, Role
from tutti.kit.who import Caller
from tutti.people.member import Member, MemberProfile, MemberUpdate, refuse_beyond
from tutti.people.member_store import STAFF_PARTITION, MemberStore, NoSuchMember
from tutti.people.membership import changing, leaving
from tutti.people.visibility import sees_member
from tutti.studios.service import read_studio, requiring_locations, studio_key


class MemberChanged(Fact):
    """A member has other roles or places, or may no longer come in, or again."""


class MemberRemoved(Fact):
    """Somebody is no member any more."""


def list_members(caller: Caller, role: Role | None, *, limit: int, cursor: str | None) -> Page[MemberProfile]:
    """A page of the staff, or of those with one role, as far as the caller may see them."""

    def is_wanted(member: Member) -> bool:
        return role in (None, *member.roles) and sees_member(caller, member)

    is_staff_only = role is None or role in STAFF or caller.role is Role.TEACHER
    parts = (STAFF_PARTITION,) if is_staff_only else ()
    page = MemberStore(caller.tenant).sift(is_wanted, *parts, limit=limit, cursor=cursor)
    return Page[MemberProfile](items=[member.shown() for member in page.items], cursor=page.cursor)


def get_member(caller: Caller, person_id: str) -> MemberProfile:
    """The member; refuses with `NoSuchMember` whom the caller may not see."""
    member = MemberStore(caller.tenant).get(person_id)
    if not sees_member(caller, member):
        raise NoSuchMember()
    return member.shown()


def update_member(caller: Caller, person_id: str, update: MemberUpdate) -> MemberProfile:
    """The member as it now is; refuses `OwnersOnly`, `LastOwner`, and locations that are not there."""
    tenant = caller.tenant
    found, studio_item = tenant.table.get_each(MemberStore(tenant).key(person_id), studio_key(tenant))
    before = MemberStore(tenant).required(found)
    after = before.revised(update)
    refuse_beyond(caller.role, before, after)
    here = Registering.of(tenant, identity_partition(before.sub))
    here.table.write(
        [
            *changing(here, read_studio(tenant, studio_item), before, after),
            *requiring_locations(here, set(after.location_ids) - set(before.location_ids)),
            *told(here, MemberChanged(subject=person_id)),
        ]
    )
    return after.model_copy(update={"version": before.version + 1}).shown()


def remove_member(caller: Caller, person_id: str) -> None:
    """End the membership; refuses `OwnersOnly` and `LastOwner`."""
    member = MemberStore(caller.tenant).get(person_id)
    refuse_beyond(caller.role, member)
    here = Registering.of(caller.tenant, identity_partition(member.sub))
    here.table.write([*leaving(here, member), *told(here, MemberRemoved(subject=person_id))])
