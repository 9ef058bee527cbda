"""Signing up: an address, a password, a code from the mail."""

from typing import Any

import pytest

from tests.support.door import Call, Reply
from tests.support.somebody import PASSWORD, Somebody, an_address, caller
from tests.support.user_pool import SIGN_UP_CODE, UserPool

WRONG_CODE = "000000"


def form(email: str, **other: Any) -> dict[str, Any]:
    return {"email": email, "password": PASSWORD, "given_name": "Cleo", "family_name": "Czerny"} | other


def said(reply: Reply) -> tuple[int, Any, list[str]]:
    body = reply.body
    return reply.status, {**body, "instance": ""} if isinstance(body, dict) else body, reply.cookies


def test_signs_up_proves_the_address_and_signs_in(call: Call) -> None:
    email = an_address()
    assert call.sign_up(form(email)).status == 202
    assert call.confirm_sign_up({"email": email, "code": SIGN_UP_CODE}).status == 204
    reply = call.sign_in({"email": email, "password": PASSWORD})
    assert (reply.status, caller(reply).email) == (200, email)


def test_never_tells_that_an_address_is_taken(call: Call, ada: Somebody) -> None:
    assert said(call.sign_up(form(ada.email))) == said(call.sign_up(form(an_address())))


def test_leaves_a_taken_address_its_password(call: Call, ada: Somebody) -> None:
    call.sign_up(form(ada.email, password="Another-horse-5-us"))
    assert ada.signs_in(call).status == 200
    assert call.sign_in({"email": ada.email, "password": "Another-horse-5-us"}).problem == "WrongCredentials"


def test_mails_the_code_again_to_an_address_that_still_waits_for_it(call: Call, pool: UserPool) -> None:
    email = an_address()
    call.sign_up(form(email))
    call.sign_up(form(email))
    assert pool.calls == ["SignUp", "SignUp", "ResendConfirmationCode"]


@pytest.mark.parametrize("error", ["InvalidParameterException", "LimitExceededException"])
def test_never_tells_that_a_taken_address_gets_no_code(
    call: Call, ada: Somebody, pool: UserPool, error: str
) -> None:
    pool.refuse_next("UsernameExistsException")
    pool.refuse_next(error)
    assert call.sign_up(form(ada.email)).status == 202


@pytest.mark.parametrize(
    "password",
    [
        "Short-1-horse"[:11],
        "no-capital-4-us",
        "NO-SMALL-LETTER-4",
        "No-digit-at-all",
        "NoSymbol4ushere",
        " Space-first-4",
    ],
)
def test_refuses_a_weak_password_whether_the_address_is_taken_or_not(
    call: Call, ada: Somebody, pool: UserPool, password: str
) -> None:
    pool.calls.clear()
    fresh = call.sign_up(form(an_address(), password=password))
    taken = call.sign_up(form(ada.email, password=password))
    assert (fresh.status, fresh["errors"][0]["pointer"], pool.calls) == (422, "/body/password", [])
    assert said(fresh) == said(taken)
    assert password.strip() not in str(fresh.body)


def test_refuses_a_password_that_only_the_pool_finds_weak(call: Call, pool: UserPool) -> None:
    pool.refuse_next("InvalidPasswordException", "Password did not conform with policy")
    reply = call.sign_up(form(an_address()))
    assert (reply.status, reply.problem) == (422, "WeakPassword")


def test_refuses_an_address_that_the_pool_does_not_take(call: Call, pool: UserPool) -> None:
    pool.refuse_next("InvalidParameterException", "Username should be an email.")
    reply = call.sign_up(form(an_address()))
    assert (reply.status, reply.problem) == (422, "NotAccepted")


def test_refuses_a_name_that_is_empty(call: Call) -> None:
    assert call.sign_up(form(an_address(), given_name=" "))["errors"][0]["pointer"] == "/body/given_name"


def test_refuses_a_wrong_code_for_every_address_alike(call: Call, ada: Somebody) -> None:
    waiting = an_address()
    call.sign_up(form(waiting))
    replies = [
        call.confirm_sign_up({"email": email, "code": WRONG_CODE})
        for email in (waiting, ada.email, an_address())
    ]
    assert [(reply.status, reply.problem) for reply in replies] == [(422, "WrongCode")] * 3


def test_refuses_too_many_wrong_codes(call: Call, pool: UserPool) -> None:
    pool.refuse_next("TooManyFailedAttemptsException")
    reply = call.confirm_sign_up({"email": an_address(), "code": WRONG_CODE})
    assert (reply.status, reply.problem) == (429, "TooManyAttempts")


def test_mails_the_code_again_and_never_tells_to_whom(call: Call, ada: Somebody, pool: UserPool) -> None:
    waiting = an_address()
    call.sign_up(form(waiting))
    sent, unknown = (call.resend_code({"email": email}) for email in (waiting, an_address()))
    pool.refuse_next("InvalidParameterException", "User is already confirmed.")
    confirmed = call.resend_code({"email": ada.email})
    assert said(sent) == said(unknown) == said(confirmed) == (202, "", [])
