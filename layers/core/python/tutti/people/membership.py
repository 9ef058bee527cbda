"""A membership stands twice, in the studio and with the identity in the directory: written together."""

from tutti.kit.changes import Change, Check, at_version
from tutti.kit.directory import Registering, identity_partition
from tutti.kit.errors import VersionConflict
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.people.directory_store import (
    choosing,
    dropping_belonging,
    keeping_belonging,
    starting_belonging,
)
from tutti.people.identity import Belonging, Choice
from tutti.people.member import AlreadyMember, Member
from tutti.people.member_store import MemberStore
from tutti.studios.model import Studio
from tutti.studios.service import get_studio

TOGETHER = 40


def belonging(studio: Studio, member: Member) -> Belonging:
    """What the directory keeps of a membership."""
    return Belonging(
        studio_id=studio.id,
        slug=studio.slug,
        name=studio.name,
        time_zone=studio.time_zone,
        currency=studio.currency,
        person_id=member.id,
        roles=member.roles,
        location_ids=member.location_ids,
        totp_required=studio.policy.totp_for_staff,
    )


def joining(here: Registering, studio: Studio, member: Member) -> list[Change]:
    """The changes that make a member; refuses `AlreadyMember` for a known person as for a known identity."""
    members = MemberStore(here)
    return [
        members.creating(member, AlreadyMember),
        *members.counting_owners(None, member),
        starting_belonging(member.sub, belonging(studio, member)),
    ]


def founding(here: Registering, studio: Studio, owner: Member) -> list[Change]:
    """The changes that make the first owner of a new studio, who acts there from the next token on."""
    choice = Choice(studio_id=studio.id, role=Role.OWNER)
    return [*joining(here, studio, owner), choosing(owner.sub, choice)]


def changing(here: Registering, studio: Studio, before: Member, after: Member) -> list[Change]:
    """The changes from one membership to another; who may no longer come in leaves the directory."""
    members = MemberStore(here)
    changes = [members.replacing(before, after), *members.counting_owners(before, after)]
    if not after.is_active:
        return [*changes, dropping_belonging(after.sub, studio.id)]
    stating = keeping_belonging if before.is_active else starting_belonging
    return [*changes, stating(after.sub, belonging(studio, after))]


def leaving(here: Registering, member: Member) -> list[Change]:
    """The changes that end a membership."""
    members = MemberStore(here)
    ended = [members.removing(member), *members.counting_owners(member, None)]
    return [*ended, dropping_belonging(member.sub, here.studio_id)] if member.is_active else ended


def refresh_belongings(tenant: Tenant) -> None:
    """Show every member's directory the studio as it now is: after another name, zone, address or rule.

    Under credentials for all identities: new ones for each of a thousand members would take a minute. A
    member who changes meanwhile fails it with `VersionConflict`, and the fact is delivered again.
    """
    here = Registering.of(tenant, identity_partition("*"))
    studio, members, cursor = get_studio(tenant), MemberStore(here), None
    while True:
        page = members.page(limit=TOGETHER, cursor=cursor)
        active = [member for member in page.items if member.is_active]
        if active:
            here.table.write(change for one in active for change in _restating(members, studio, one))
        if page.cursor is None:
            return
        cursor = page.cursor


def _restating(members: MemberStore, studio: Studio, member: Member) -> list[Change]:
    is_as_read = Check(members.key(member.id), at_version(member.version), VersionConflict)
    return [is_as_read, keeping_belonging(member.sub, belonging(studio, member))]
