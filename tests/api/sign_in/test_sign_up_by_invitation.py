"""Signing up by an invitation's link: it proves the address, and the new identity is a member at once."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.door import Call
from tests.support.school import School
from tests.support.somebody import PASSWORD, Somebody, an_address, bearer, caller, cookie
from tests.support.user_pool import UserPool
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.role import Role
from tutti.people.invitation import InvitationDraft, SealedInvitation
from tutti.people.inviting import invite_member, revoke_invitation, to_mail
from tutti.studios.store import StudioStore

FORM = {"password": PASSWORD, "given_name": "Cleo", "family_name": "Czerny"}


def an_invitation(school: School, email: str, *, age: timedelta = timedelta(0)) -> SealedInvitation:
    draft = InvitationDraft(email=email, roles=(Role.TEACHER,))
    invitation = invite_member(school.tenant, draft, by=Role.OWNER, now=utc_now() - age)
    sealed = to_mail(school.tenant, invitation.id)
    assert sealed
    return sealed


def test_makes_the_identity_and_the_membership_and_signs_in(call: Call, forte: School) -> None:
    invitation = an_invitation(forte, an_address())
    reply = call.sign_up_by_invitation(FORM, token=invitation.token)
    assert (reply.status, set(reply.body)) == (201, {"access_token", "expires_in"})
    now = caller(reply)
    assert isinstance(now, Caller)
    assert (now.studio_id, now.person_id, now.role) == (forte.studio.id, invitation.person_id, Role.TEACHER)
    assert call.get_me(by=now)["email"] == invitation.email
    assert call.refresh(headers=cookie(reply)).status == 200


def test_the_password_signs_in_again_without_any_code(call: Call, forte: School) -> None:
    email = an_address()
    call.sign_up_by_invitation(FORM, token=an_invitation(forte, email).token)
    assert call.sign_in({"email": email, "password": PASSWORD}).status == 200


def test_tells_nobody_but_the_new_member_of_the_names(call: Call, forte: School) -> None:
    reply = call.sign_up_by_invitation(FORM, token=an_invitation(forte, an_address()).token)
    assert "Czerny" not in str(reply.body)


def test_refuses_an_address_that_has_an_identity_and_leaves_it_alone(
    call: Call, ada: Somebody, forte: School
) -> None:
    invitation = an_invitation(forte, ada.email)
    reply = call.sign_up_by_invitation(FORM | {"password": "Another-horse-5-us"}, token=invitation.token)
    assert (reply.status, reply.problem, reply.cookies) == (409, "AlreadyRegistered", [])
    signed_in = ada.signs_in(call)
    assert call.accept_invitation(by=caller(signed_in), token=invitation.token).status == 200
    renewed = caller(call.refresh(headers=cookie(signed_in)))
    assert isinstance(renewed, Caller)


def test_takes_up_what_a_run_that_died_left_without_a_password(
    call: Call, forte: School, pool: UserPool
) -> None:
    invitation = an_invitation(forte, an_address())
    pool.answer_next({"User": {"Attributes": []}})
    pool.refuse_next("InternalErrorException")
    assert call.sign_up_by_invitation(FORM, token=invitation.token).status == 500
    pool.refuse_next("UsernameExistsException")
    pool.answer_next(
        {"UserStatus": "FORCE_CHANGE_PASSWORD", "UserAttributes": [{"Name": "sub", "Value": "s"}]}
    )
    pool.answer_next({})
    call.sign_up_by_invitation(FORM, token=invitation.token)
    assert pool.calls[2:5] == ["AdminCreateUser", "AdminGetUser", "AdminSetUserPassword"]


@pytest.mark.parametrize("token", ["x", "stu_0.inv_0", "%2e%2e"])
def test_refuses_what_is_no_link(call: Call, pool: UserPool, token: str) -> None:
    pool.calls.clear()
    reply = call.sign_up_by_invitation(FORM, token=token)
    assert (reply.status, reply.problem, pool.calls) == (404, "NoSuchInvitation", [])


def test_refuses_a_forged_link(call: Call, forte: School, pool: UserPool) -> None:
    token = an_invitation(forte, an_address()).token
    forged = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
    assert (call.sign_up_by_invitation(FORM, token=forged).problem, pool.calls) == ("NoSuchInvitation", [])


def test_refuses_a_link_that_is_too_old(call: Call, forte: School, pool: UserPool) -> None:
    token = an_invitation(forte, an_address(), age=timedelta(days=8)).token
    reply = call.sign_up_by_invitation(FORM, token=token)
    assert (reply.status, reply.problem, pool.calls) == (410, "InvitationExpired", [])


def test_refuses_a_link_that_the_studio_took_back(call: Call, forte: School, pool: UserPool) -> None:
    invitation = an_invitation(forte, an_address())
    revoke_invitation(forte.tenant, invitation.id, by=Role.OWNER)
    reply = call.sign_up_by_invitation(FORM, token=invitation.token)
    assert (reply.status, reply.problem, pool.calls) == (410, "InvitationRevoked", [])


def test_a_link_works_once(call: Call, forte: School, pool: UserPool) -> None:
    token = an_invitation(forte, an_address()).token
    call.sign_up_by_invitation(FORM, token=token)
    assert call.sign_up_by_invitation(FORM, token=token).problem == "InvitationUsed"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"password": "weak"}, "/body/password"),
        ({"given_name": ""}, "/body/given_name"),
        ({"email": "other@people.test"}, "/body/email"),
        ({"roles": ["owner"]}, "/body/roles"),
    ],
)
def test_takes_a_password_and_a_name_and_nothing_else(
    call: Call, forte: School, pool: UserPool, change: dict[str, Any], pointer: str
) -> None:
    reply = call.sign_up_by_invitation(FORM | change, token=an_invitation(forte, an_address()).token)
    assert (reply.status, reply["errors"][0]["pointer"], pool.calls) == (422, pointer, [])


def test_staff_of_a_studio_that_requires_it_sets_up_an_authenticator_first(call: Call, forte: School) -> None:
    studio = forte.studio
    strict = studio.model_copy(update={"policy": studio.policy.model_copy(update={"totp_for_staff": True})})
    StudioStore(forte.tenant).replace(studio, strict)
    reply = call.sign_up_by_invitation(FORM, token=an_invitation(forte, an_address()).token)
    assert (reply.status, reply["challenge"]) == (201, "MFA_SETUP")
    assert call.begin_totp(by=caller(reply), headers=bearer(reply)).status == 200
