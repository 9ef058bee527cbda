"""A forgotten password: a code from the mail, and a new one."""

from tests.support.door import Call
from tests.support.somebody import PASSWORD, Somebody, an_address, cookie
from tests.support.user_pool import RESET_CODE, UserPool

NEW = "Another-horse-5-us"


def test_the_new_password_signs_in_and_the_old_one_does_not(call: Call, ada: Somebody) -> None:
    assert call.forgot_password({"email": ada.email}).status == 202
    reply = call.reset_password({"email": ada.email, "code": RESET_CODE, "password": NEW})
    assert (reply.status, reply.body) == (204, "")
    assert call.sign_in({"email": ada.email, "password": NEW}).status == 200
    assert call.sign_in({"email": ada.email, "password": PASSWORD}).problem == "WrongCredentials"


def test_ends_every_session_of_who_knew_the_old_one(call: Call, ada: Somebody, pool: UserPool) -> None:
    kept = cookie(ada.signs_in(call))
    call.forgot_password({"email": ada.email})
    call.reset_password({"email": ada.email, "code": RESET_CODE, "password": NEW})
    assert "AdminUserGlobalSignOut" in pool.calls
    assert call.refresh(headers=kept).problem == "SessionEnded"


def test_never_tells_whether_the_address_is_known(call: Call, ada: Somebody, pool: UserPool) -> None:
    known, unknown = (call.forgot_password({"email": email}) for email in (ada.email, an_address()))
    pool.refuse_next("InvalidParameterException", "there is no registered/verified email")
    unconfirmed = call.forgot_password({"email": an_address()})
    pool.refuse_next("NotAuthorizedException", "User password cannot be reset in the current state.")
    unfinished = call.forgot_password({"email": an_address()})
    assert {(reply.status, reply.body) for reply in (known, unknown, unconfirmed, unfinished)} == {(202, "")}


def test_refuses_a_wrong_code_for_every_address_alike(call: Call, ada: Somebody, pool: UserPool) -> None:
    call.forgot_password({"email": ada.email})
    tries = [
        call.reset_password({"email": email, "code": "000000", "password": NEW})
        for email in (ada.email, an_address())
    ]
    pool.refuse_next("UserNotConfirmedException")
    tries.append(call.reset_password({"email": an_address(), "code": "000000", "password": NEW}))
    assert [(reply.status, reply.problem) for reply in tries] == [(422, "WrongCode")] * 3
    assert ada.signs_in(call).status == 200


def test_refuses_a_code_that_is_too_old(call: Call, ada: Somebody, pool: UserPool) -> None:
    pool.refuse_next("ExpiredCodeException")
    reply = call.reset_password({"email": ada.email, "code": RESET_CODE, "password": NEW})
    assert reply.problem == "WrongCode"


def test_refuses_a_weak_password_before_the_code_is_spent(call: Call, ada: Somebody, pool: UserPool) -> None:
    pool.calls.clear()
    reply = call.reset_password({"email": ada.email, "code": RESET_CODE, "password": "weak"})
    assert (reply.status, reply["errors"][0]["pointer"], pool.calls) == (422, "/body/password", [])


def test_refuses_too_many_requests_for_codes(call: Call, ada: Somebody, pool: UserPool) -> None:
    pool.refuse_next("LimitExceededException", "Attempt limit exceeded, please try after some time.")
    assert call.forgot_password({"email": ada.email}).status == 429
