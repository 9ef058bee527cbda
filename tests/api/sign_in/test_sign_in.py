"""Signing in."""

import pytest

from tests.support.door import Call
from tests.support.somebody import PASSWORD, Somebody, an_address
from tests.support.user_pool import UserPool


def test_gives_an_access_token_and_how_long_it_lasts(call: Call, ada: Somebody) -> None:
    reply = ada.signs_in(call)
    assert (reply.status, set(reply.body), reply["expires_in"]) == (200, {"access_token", "expires_in"}, 3600)


def test_keeps_the_refresh_token_in_a_cookie_that_scripts_and_other_sites_cannot_use(
    call: Call, ada: Somebody
) -> None:
    (cookie,) = ada.signs_in(call).cookies
    name_and_value, *flags = cookie.split("; ")
    assert name_and_value.startswith("tutti_refresh=ey")
    assert {flag.lower() for flag in flags} == {
        "httponly",
        "max-age=2592000",
        "path=/api/v1/auth",
        "samesite=strict",
        "secure",
    }


def test_says_the_refresh_token_nowhere_but_in_the_cookie(call: Call, ada: Somebody) -> None:
    reply = ada.signs_in(call)
    secret = reply.cookies[0].split(";")[0].removeprefix("tutti_refresh=")
    assert secret not in str(reply.body)
    assert secret not in str(reply.headers)


def test_no_cache_keeps_the_answer(call: Call, ada: Somebody) -> None:
    assert ada.signs_in(call).headers["cache-control"] == "no-store"


def test_knows_the_address_however_it_is_written(call: Call, ada: Somebody) -> None:
    reply = call.sign_in({"email": f" {ada.email.upper()} ", "password": ada.password})
    assert reply.status == 200


def test_refuses_a_wrong_password(call: Call, ada: Somebody) -> None:
    reply = call.sign_in({"email": ada.email, "password": "Wrong-horse-4-us"})
    assert (reply.status, reply.problem, reply.cookies) == (401, "WrongCredentials", [])


def test_answers_an_unknown_address_as_a_wrong_password(call: Call, ada: Somebody) -> None:
    known = call.sign_in({"email": ada.email, "password": "Wrong-horse-4-us"})
    unknown = call.sign_in({"email": an_address(), "password": "Wrong-horse-4-us"})
    assert known.status == unknown.status
    assert {**known.body, "instance": ""} == {**unknown.body, "instance": ""}


def test_answers_a_disabled_identity_as_a_wrong_password(call: Call, ada: Somebody, pool: UserPool) -> None:
    pool.refuse_next("NotAuthorizedException", "User is disabled.")
    assert ada.signs_in(call).problem == "WrongCredentials"


def test_refuses_an_address_that_is_not_confirmed(call: Call) -> None:
    email = an_address()
    call.sign_up({"email": email, "password": PASSWORD, "given_name": "Cleo", "family_name": "Czerny"})
    reply = call.sign_in({"email": email, "password": PASSWORD})
    assert (reply.status, reply.problem) == (403, "NotConfirmed")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ("NotAuthorizedException", "Password attempts exceeded"),
        ("TooManyRequestsException", "Too many requests"),
        ("LimitExceededException", "Attempt limit exceeded, please try after some time."),
    ],
)
def test_refuses_too_many_attempts(
    call: Call, ada: Somebody, pool: UserPool, error: str, message: str
) -> None:
    pool.refuse_next(error, message)
    reply = ada.signs_in(call)
    assert (reply.status, reply.problem) == (429, "TooManyAttempts")
    assert int(reply.headers["retry-after"]) > 0


def test_refuses_a_password_that_was_put_out_of_use(call: Call, ada: Somebody, pool: UserPool) -> None:
    pool.refuse_next("PasswordResetRequiredException", "Password reset required for the user")
    assert (ada.signs_in(call).problem) == "NewPasswordDue"


def test_refuses_a_temporary_password(call: Call, ada: Somebody, pool: UserPool) -> None:
    pool.answer_next({"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "s" * 20})
    reply = ada.signs_in(call)
    assert (reply.status, reply.problem) == (403, "NewPasswordDue")


@pytest.mark.parametrize("error", ["ResourceNotFoundException", "UnexpectedLambdaException"])
def test_says_that_it_is_our_fault_when_the_pool_fails(
    call: Call, ada: Somebody, pool: UserPool, error: str
) -> None:
    pool.refuse_next(error, "whatever")
    reply = ada.signs_in(call)
    assert (reply.status, reply.problem) == (500, "Failed")


def test_says_that_it_is_our_fault_when_the_pool_asks_what_its_settings_rule_out(
    call: Call, ada: Somebody, pool: UserPool
) -> None:
    pool.answer_next({"ChallengeName": "SMS_MFA", "Session": "s" * 20})
    assert ada.signs_in(call).status == 500


@pytest.mark.parametrize(
    "body",
    [
        {"email": "nobody", "password": PASSWORD},
        {"email": "a@b.test"},
        {"email": "a@b.test", "password": ""},
        {"email": "a@b.test", "password": "x" * 257},
        {"email": "a@b.test", "password": PASSWORD, "remember": True},
        [],
    ],
)
def test_refuses_what_is_no_sign_in_and_does_not_repeat_it(call: Call, pool: UserPool, body: object) -> None:
    reply = call.sign_in(body)
    assert (reply.status, reply.problem, pool.calls) == (422, "InvalidInput", [])
    assert PASSWORD not in str(reply.body)
