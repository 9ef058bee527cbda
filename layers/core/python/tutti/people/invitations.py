"""What the holder of an invitation's link does with it (IAM-11)."""

from dataclasses import replace
from datetime import datetime

from tutti.kit.directory import PUBLIC, Registering, identity_partition
from tutti.kit.errors import VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.tenant import Tenant
from tutti.people.invitation import InvitationLetter, SealedInvitation, ids_in, masked
from tutti.people.member import Member
from tutti.people.member_store import InvitationStore, MemberStore
from tutti.people.membership import joining
from tutti.studios.service import read_studio, studio_key


class MemberJoined(Fact):
    """An invitation was accepted; `subject` is the person."""

    invitation_id: str


def tenant_of(token: str) -> Tenant:
    """The studio that a link belongs to, acting for nobody yet; refuses what is no token."""
    return Tenant(ids_in(token)[0], PUBLIC)


def find_open(tenant: Tenant, token: str, now: datetime) -> SealedInvitation:
    """The invitation of this link; refuses wrong, used, revoked and expired ones."""
    return InvitationStore(tenant).get(ids_in(token)[1]).opened(token, now)


def get_invitation(token: str, *, now: datetime) -> InvitationLetter:
    """What the holder of the link may know; refuses wrong, used, revoked and expired ones."""
    tenant = tenant_of(token)
    invitations = InvitationStore(tenant)
    found, studio = tenant.table.get_each(invitations.key(ids_in(token)[1]), studio_key(tenant))
    invitation = invitations.required(found).opened(token, now)
    return InvitationLetter(
        studio_name=read_studio(tenant, studio).name,
        email=masked(invitation.email),
        roles=invitation.roles,
        expires_at=invitation.expires_at,
    )


def accept(
    tenant: Tenant,
    token: str,
    sub: str,
    email: str,
    now: datetime,
    *,
    given_name: str = "",
    family_name: str = "",
) -> Member:
    """The member that this identity becomes, in one write; the same again for who accepted before.

    Whoever holds the link may use it, also under another address than the invited one. Refuses wrong, used,
    revoked and expired links, and with `AlreadyMember` an identity that belongs to the studio already.
    """
    here = Registering.of(tenant, identity_partition(sub))
    invitations = InvitationStore(here)
    found, studio = here.table.get_each(invitations.key(ids_in(token)[1]), studio_key(here))
    invitation = invitations.required(found)
    invitation.refuse_forged(token)
    if invitation.accepted_by == sub:
        return MemberStore(here).get(invitation.person_id)
    member = Member(
        id=invitation.opened(token, now).person_id,
        sub=sub,
        email=email or invitation.email,
        given_name=given_name or invitation.given_name,
        family_name=family_name or invitation.family_name,
        roles=invitation.roles,
        location_ids=invitation.location_ids,
    )
    used = invitations.replacing(invitation, invitation.accepted(sub))
    joined = MemberJoined(subject=member.id, invitation_id=invitation.id)
    changes = [used, *joining(here, read_studio(here, studio), member)]
    try:
        here.table.write([*changes, *told(replace(here, actor=member.id), joined)])
    except VersionConflict:
        return accept(tenant, token, sub, email, now, given_name=given_name, family_name=family_name)
    return member
