"""The second factor: an authenticator app, where people want it or the studio requires it (IAM-3)."""

import pytest

from tests.support.door import Call, Reply
from tests.support.school import School
from tests.support.somebody import Somebody, authenticator_code, bearer, caller, cookie
from tests.support.user_pool import UserPool
from tutti.kit.caller import Caller
from tutti.kit.role import Role


def sets_up_authenticator(call: Call, signed_in: Reply) -> str:
    by, headers = caller(signed_in), bearer(signed_in)
    secret: str = call.begin_totp(by=by, headers=headers)["secret"]
    reply = call.confirm_totp({"code": authenticator_code(secret)}, by=by, headers=headers)
    assert (reply.status, reply.body) == (204, "")
    return secret


def answer(somebody: Somebody, asked: Reply, code: str) -> dict[str, str]:
    return {"email": somebody.email, **asked.body, "code": code}


def test_gives_the_secret_as_text_and_as_a_uri(call: Call, ada: Somebody) -> None:
    signed_in = ada.signs_in(call)
    reply = call.begin_totp(by=caller(signed_in), headers=bearer(signed_in))
    label = ada.email.replace("@", "%40")
    assert reply["otpauth_uri"] == f"otpauth://totp/Tutti:{label}?secret={reply['secret']}&issuer=Tutti"


def test_asks_for_the_code_and_then_signs_in(call: Call, ada: Somebody) -> None:
    secret = sets_up_authenticator(call, ada.signs_in(call))
    asked = ada.signs_in(call)
    assert (asked.status, set(asked.body), asked.cookies) == (200, {"challenge", "session"}, [])
    reply = call.answer_challenge(answer(ada, asked, authenticator_code(secret)))
    assert (reply.status, set(reply.body)) == (200, {"access_token", "expires_in"})
    assert call.refresh(headers=cookie(reply)).status == 200


def test_refuses_a_wrong_code_and_lets_try_again(call: Call, ada: Somebody) -> None:
    secret = sets_up_authenticator(call, ada.signs_in(call))
    asked = ada.signs_in(call)
    right = authenticator_code(secret)
    wrong = call.answer_challenge(answer(ada, asked, f"{(int(right) + 1) % 1_000_000:06d}"))
    assert (wrong.status, wrong.problem, wrong.cookies) == (422, "WrongCode", [])
    assert call.answer_challenge(answer(ada, asked, right)).status == 200


def test_refuses_the_code_without_the_session_of_its_password(
    call: Call, ada: Somebody, bela: Somebody
) -> None:
    codes = [authenticator_code(sets_up_authenticator(call, who.signs_in(call))) for who in (ada, bela)]
    asked = bela.signs_in(call)
    replies = [
        call.answer_challenge(answer(ada, asked, codes[0])),
        call.answer_challenge(answer(ada, asked, codes[0]) | {"session": "s" * 44}),
    ]
    assert [(reply.status, reply.problem) for reply in replies] == [(401, "SignInExpired")] * 2


def test_refuses_a_sign_in_that_waited_too_long(call: Call, ada: Somebody, pool: UserPool) -> None:
    asked = {"challenge": "SOFTWARE_TOKEN_MFA", "session": "s" * 30}
    pool.refuse_next("NotAuthorizedException", "Invalid session for the user, session is expired.")
    reply = call.answer_challenge({"email": ada.email, **asked, "code": "123456"})
    assert (reply.status, reply.problem) == (401, "SignInExpired")


@pytest.mark.parametrize(
    "change", [{"session": "short"}, {"challenge": "SMS_MFA"}, {"code": "12345"}, {"code": "12345a"}]
)
def test_refuses_what_is_no_answer(call: Call, pool: UserPool, change: dict[str, str]) -> None:
    whole = {"email": "a@b.test", "challenge": "SOFTWARE_TOKEN_MFA", "session": "s" * 30, "code": "123456"}
    reply = call.answer_challenge(whole | change)
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, f"/body/{next(iter(change))}")


def test_refuses_a_wrong_first_code_and_leaves_sign_in_as_it_was(call: Call, ada: Somebody) -> None:
    signed_in = ada.signs_in(call)
    by, headers = caller(signed_in), bearer(signed_in)
    right = authenticator_code(call.begin_totp(by=by, headers=headers)["secret"])
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    reply = call.confirm_totp({"code": wrong}, by=by, headers=headers)
    assert (reply.status, reply.problem) == (422, "WrongCode")
    assert "access_token" in ada.signs_in(call).body
    assert call.get_me(by=by)["has_totp"] is False


@pytest.mark.parametrize("headers", [{}, {"authorization": "Basic YTpi"}, {"authorization": "Bearer forged"}])
def test_refuses_who_sends_no_access_token(call: Call, ada: Somebody, headers: dict[str, str]) -> None:
    reply = call.confirm_totp({"code": "123456"}, by=caller(ada.signs_in(call)), headers=headers)
    assert (reply.status, reply.problem) == (401, "NotSignedIn")


def test_refuses_who_is_not_signed_in(call: Call) -> None:
    assert [call.begin_totp().status, call.confirm_totp({"code": "123456"}).status] == [401, 401]


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN, Role.MANAGER, Role.TEACHER])
def test_opens_no_studio_that_requires_it_to_staff_without_one(
    call: Call, ada: Somebody, forte: School, role: Role
) -> None:
    ada.joins(forte, role, totp_required=True)
    reply = ada.signs_in(call)
    assert (reply.status, reply["challenge"]) == (200, "MFA_SETUP")
    assert not isinstance(caller(reply), Caller)


def test_opens_the_studio_once_it_is_set_up_and_the_session_refreshed(
    call: Call, ada: Somebody, forte: School
) -> None:
    ada.joins(forte, Role.TEACHER, totp_required=True)
    signed_in = ada.signs_in(call)
    sets_up_authenticator(call, signed_in)
    reply = call.refresh(headers=cookie(signed_in))
    now = caller(reply)
    assert "challenge" not in reply.body
    assert isinstance(now, Caller)
    assert now.studio_id == forte.studio.id


@pytest.mark.parametrize("role", [Role.GUARDIAN, Role.STUDENT])
def test_asks_no_family_for_it(call: Call, ada: Somebody, forte: School, role: Role) -> None:
    ada.joins(forte, role, totp_required=True)
    assert isinstance(caller(ada.signs_in(call)), Caller)


def test_binds_staff_from_the_next_token_on_when_the_studio_begins_to_require_it(
    call: Call, ada: Somebody, forte: School
) -> None:
    ada.joins(forte, Role.ADMIN)
    signed_in = ada.signs_in(call)
    ada.joins(forte, Role.ADMIN, totp_required=True)
    reply = call.refresh(headers=cookie(signed_in))
    assert (reply["challenge"], isinstance(caller(reply), Caller)) == ("MFA_SETUP", False)
