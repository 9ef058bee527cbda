"""Inviting people into a studio, and taking it back (IAM-11)."""

import secrets
from datetime import datetime

from tutti.kit.entity import Page
from tutti.kit.errors import AlreadyThere, Conflict, NotFound
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.people.invitation import VALID, Invitation, InvitationDraft, InvitationState, SealedInvitation
from tutti.people.member import AlreadyMember, refuse_beyond
from tutti.people.member_store import InvitationStore, MemberStore
from tutti.people.store import GuardianStore, StudentStore, TeacherStore
from tutti.studios.service import requiring_locations


class InvitationSent(Fact):
    """Somebody is invited; the mail is due."""


class InvitationRevoked(Fact):
    """An invitation has been taken back."""


class NoSuchPerson(NotFound):
    """This studio knows no teacher, guardian or student of this id."""


class AcceptedAlready(Conflict):
    """This invitation has been accepted; remove the member instead."""


def invite_member(tenant: Tenant, draft: InvitationDraft, *, by: Role, now: datetime) -> Invitation:
    """The new invitation; refuses `OwnersOnly`, `AlreadyMember`, and unknown persons and locations."""
    refuse_beyond(by, draft)
    if draft.person_id:
        draft = _of_known_person(tenant, draft, draft.person_id)
    invitation = _sealed(tenant, draft, new_id("inv"), now)
    tenant.table.write(
        [
            InvitationStore(tenant).creating(invitation),
            *requiring_locations(tenant, invitation.location_ids),
            *told(tenant, InvitationSent(subject=invitation.id)),
        ]
    )
    return invitation.shown()


def enclose(
    tenant: Tenant, draft: InvitationDraft, *, invitation_id: str, now: datetime
) -> SealedInvitation | None:
    """An invitation for a letter that is sent anyway: the same for the same id; None for a member."""
    if draft.person_id and MemberStore(tenant).find(draft.person_id):
        return None
    invitations = InvitationStore(tenant)
    try:
        return invitations.create(_sealed(tenant, draft, invitation_id, now))
    except AlreadyThere:
        return invitations.get(invitation_id)


def to_mail(tenant: Tenant, invitation_id: str) -> SealedInvitation | None:
    """The invitation with its token, for the mail; None when it is no longer open."""
    invitation = InvitationStore(tenant).find(invitation_id)
    return invitation if invitation and invitation.state is InvitationState.OPEN else None


def list_invitations(tenant: Tenant, *, limit: int, cursor: str | None) -> Page[Invitation]:
    """A page of the invitations, the newest first."""
    page = InvitationStore(tenant).page(limit=limit, cursor=cursor, newest_first=True)
    return Page[Invitation](items=[invitation.shown() for invitation in page.items], cursor=page.cursor)


def revoke_invitation(tenant: Tenant, invitation_id: str, *, by: Role) -> None:
    """Take the invitation back; safe twice; refuses `AcceptedAlready`."""
    invitations = InvitationStore(tenant)
    invitation = invitations.get(invitation_id)
    refuse_beyond(by, invitation)
    if invitation.state is InvitationState.ACCEPTED:
        raise AcceptedAlready()
    if invitation.state is InvitationState.OPEN:
        revoked = invitation.model_copy(update={"state": InvitationState.REVOKED})
        invitations.replace(invitation, revoked, InvitationRevoked(subject=invitation.id))


def _sealed(tenant: Tenant, draft: InvitationDraft, invitation_id: str, now: datetime) -> SealedInvitation:
    drafted = {**dict(draft), "person_id": draft.person_id or new_id("per")}
    return SealedInvitation(
        **drafted,
        id=invitation_id,
        invited_by=tenant.actor,
        expires_at=now + VALID,
        studio_id=tenant.studio_id,
        nonce=secrets.token_hex(32),
    )


def _of_known_person(tenant: Tenant, draft: InvitationDraft, person_id: str) -> InvitationDraft:
    """The draft with the person's name where it says none."""
    teachers, guardians, students = TeacherStore(tenant), GuardianStore(tenant), StudentStore(tenant)
    places = [store.key(person_id) for store in (teachers, guardians, students, MemberStore(tenant))]
    teacher, guardian, student, member = tenant.table.get_each(*places)
    if member:
        raise AlreadyMember()
    if guardian or student:
        person = guardians.read(guardian) if guardian else students.required(student)
        given_name, family_name = person.given_name, person.family_name
    elif teacher:
        given_name, family_name = teachers.read(teacher).display_name, ""
    else:
        raise NoSuchPerson()
    if draft.given_name or draft.family_name:
        return draft
    return draft.model_copy(update={"given_name": given_name, "family_name": family_name})
