"""Invitations: a single-use link that makes somebody a member, never a mailed password (IAM-11).

The link's token is `<studio_id>.<invitation_id><proof>`. The proof is the HMAC-SHA-256 of the studio's and
the invitation's id under a nonce that is drawn for this invitation and lies in its record alone: no reply,
fact or log line holds nonce or token. Who can read the record, such as the function that mails the link, can
make the token; nobody can make it from what the studio's people see.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tutti.kit.clock import Instant
from tutti.kit.entity import Email, Entity, Line, Value
from tutti.kit.errors import NotFound, Refusal
from tutti.kit.ids import InvitationId, PersonId
from tutti.people.member import Position, Roles

VALID = timedelta(days=7)
_TOKEN = re.compile(r"(stu_[0-9A-Z]{26})\.(inv_[0-9A-Z]{26})([A-Za-z0-9_-]{43})")


class NoSuchInvitation(NotFound):
    """There is no such invitation; check that the link is complete."""


class InvitationUsed(Refusal):
    """This invitation has been accepted; sign in instead."""

    status = 410


class InvitationRevoked(Refusal):
    """The studio has taken this invitation back."""

    status = 410


class InvitationExpired(Refusal):
    """This invitation is too old; ask the studio for a new one."""

    status = 410


class InvitationState(StrEnum):
    """How far an invitation is."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class InvitationDraft(Position):
    """Whom to invite; with `person_id` somebody whom the studio knows as a teacher, guardian or student."""

    email: Email
    given_name: Line = ""
    family_name: Line = ""
    person_id: PersonId | None = None


class Invitation(Entity, InvitationDraft):
    """An invitation as the office sees it; `person_id` is whom the new member will be."""

    id: InvitationId
    person_id: PersonId
    invited_by: str
    expires_at: Instant
    state: InvitationState = InvitationState.OPEN


class Acceptance(Value):
    """How the new member is called, where the invitation did not say it right."""

    given_name: Line = ""
    family_name: Line = ""


class InvitationLetter(Value):
    """What the holder of the link may know before signing in."""

    studio_name: str
    email: Annotated[str, Field(description="The invited address, most of it hidden.")]
    roles: Roles
    expires_at: Instant


class SealedInvitation(Invitation):
    """An invitation with what its link is made of, and who used it."""

    studio_id: str
    nonce: str
    accepted_by: str | None = None

    def shown(self) -> Invitation:
        """What replies tell."""
        return Invitation.model_validate(self.model_dump(exclude={"studio_id", "nonce", "accepted_by"}))

    @property
    def token(self) -> str:
        """The token of the link."""
        return f"{self.studio_id}.{self.id}{self._proof()}"

    def opened(self, token: str, now: datetime) -> "SealedInvitation":
        """Itself while the token is right and the invitation open; refuses otherwise, the token first."""
        self.refuse_forged(token)
        if self.state is not InvitationState.OPEN:
            raise InvitationUsed() if self.state is InvitationState.ACCEPTED else InvitationRevoked()
        if now >= self.expires_at:
            raise InvitationExpired()
        return self

    def accepted(self, sub: str) -> "SealedInvitation":
        """Itself, used up by this identity."""
        return self.model_copy(update={"state": InvitationState.ACCEPTED, "accepted_by": sub})

    def refuse_forged(self, token: str) -> None:
        """Refuse a token that this invitation never gave as if there were no invitation."""
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            raise NoSuchInvitation()

    def _proof(self) -> str:
        named = f"{self.studio_id}.{self.id}".encode()
        digest = hmac.new(self.nonce.encode(), named, hashlib.sha256).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")


def ids_in(token: str) -> tuple[str, str]:
    """The studio's and the invitation's id in a token; refuses what is no token with `NoSuchInvitation`."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise NoSuchInvitation()
    return found[1], found[2]


def masked(email: str) -> str:
    """The address with all but its first letter and its domain hidden."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}***@{domain}"
