"""Roles and who gives them; links that nobody can make up."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.invitation import (
    InvitationExpired,
    InvitationState,
    InvitationUsed,
    NoSuchInvitation,
    SealedInvitation,
    ids_in,
    masked,
)
from tutti.people.member import OwnersOnly, Position, refuse_beyond

NOW = utc_now()


def a_sealed_invitation(nonce: str = "a" * 64) -> SealedInvitation:
    return SealedInvitation(
        id=new_id("inv"),
        email="bela@people.test",
        roles=(Role.TEACHER,),
        person_id=new_id("per"),
        invited_by=new_id("per"),
        expires_at=NOW + timedelta(days=7),
        studio_id=new_id("stu"),
        nonce=nonce,
    )


def test_the_widest_role_stands_first_and_each_once() -> None:
    roles = Position(roles=(Role.STUDENT, Role.OWNER, Role.STUDENT, Role.TEACHER)).roles
    assert roles == (Role.OWNER, Role.TEACHER, Role.STUDENT)


def test_a_campus_manager_needs_a_location() -> None:
    with pytest.raises(ValidationError, match="one location or more"):
        Position(roles=(Role.MANAGER,))


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN])
def test_admins_neither_give_nor_take_a_ruling_role(role: Role) -> None:
    ruling, teacher = Position(roles=(role,)), Position(roles=(Role.TEACHER,))
    for positions in ((ruling, teacher), (teacher, ruling)):
        with pytest.raises(OwnersOnly):
            refuse_beyond(Role.ADMIN, *positions)
    refuse_beyond(Role.OWNER, ruling, teacher)
    refuse_beyond(Role.ADMIN, teacher)


def test_a_token_names_its_studio_and_invitation() -> None:
    invitation = a_sealed_invitation()
    assert ids_in(invitation.token) == (invitation.studio_id, invitation.id)


def test_another_nonce_makes_another_token() -> None:
    invitation = a_sealed_invitation()
    other = invitation.model_copy(update={"nonce": "b" * 64})
    with pytest.raises(NoSuchInvitation):
        invitation.opened(other.token, NOW)


@pytest.mark.parametrize("token", ["", "stu_1.inv_1", "STUDIO#*.x", "é" * 80, "a.b.c"])
def test_what_is_no_token_names_nothing(token: str) -> None:
    with pytest.raises(NoSuchInvitation):
        ids_in(token)


def test_an_invitation_ends_at_its_instant() -> None:
    invitation = a_sealed_invitation()
    just_before = invitation.expires_at - timedelta(microseconds=1)
    assert invitation.opened(invitation.token, just_before) is invitation
    with pytest.raises(InvitationExpired):
        invitation.opened(invitation.token, invitation.expires_at)


def test_a_used_invitation_says_so_even_when_it_is_old() -> None:
    used = a_sealed_invitation().accepted("sub")
    with pytest.raises(InvitationUsed):
        used.opened(used.token, NOW + timedelta(days=30))
    assert (used.state, used.accepted_by) == (InvitationState.ACCEPTED, "sub")


def test_replies_hold_nothing_that_makes_the_link() -> None:
    invitation = a_sealed_invitation()
    shown = invitation.shown().model_dump_json()
    assert invitation.nonce not in shown
    assert invitation.token not in shown


@pytest.mark.parametrize(
    ("email", "shown"), [("bela@people.test", "b***@people.test"), ("b@people.test", "b***@people.test")]
)
def test_most_of_an_address_is_hidden(email: str, shown: str) -> None:
    assert masked(email) == shown
