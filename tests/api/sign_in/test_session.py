"""A session: refreshed by its cookie until somebody signs out."""

import pytest

from tests.support.door import Call, Reply
from tests.support.school import School
from tests.support.somebody import Somebody, bearer, caller, cookie
from tests.support.user_pool import UserPool
from tutti.kit.caller import Caller
from tutti.kit.role import Role


def has_no_session(reply: Reply) -> bool:
    (cleared,) = reply.cookies
    name_and_value, *flags = cleared.split("; ")
    return name_and_value == "tutti_refresh=" and {"Max-Age=0", "Path=/api/v1/auth"} <= set(flags)


def test_gives_a_new_access_token_and_leaves_the_cookie_alone(call: Call, ada: Somebody) -> None:
    reply = call.refresh(headers=cookie(ada.signs_in(call)))
    assert (reply.status, set(reply.body), reply.cookies) == (200, {"access_token", "expires_in"}, [])
    assert caller(reply).sub == ada.sub


def test_replaces_the_cookie_when_the_pool_rotates_its_tokens(
    call: Call, ada: Somebody, pool: UserPool
) -> None:
    signed_in = ada.signs_in(call)
    new = {"AccessToken": signed_in["access_token"], "ExpiresIn": 60, "RefreshToken": "rotated"}
    pool.answer_next({"AuthenticationResult": new})
    reply = call.refresh(headers=cookie(signed_in))
    assert (reply["expires_in"], reply.cookies[0].split(";")[0]) == (60, "tutti_refresh=rotated")


def test_names_what_has_changed_since(call: Call, ada: Somebody, forte: School) -> None:
    signed_in = ada.signs_in(call)
    belonging = ada.joins(forte, Role.TEACHER)
    renewed = caller(call.refresh(headers=cookie(signed_in)))
    assert isinstance(renewed, Caller)
    assert (renewed.studio_id, renewed.person_id) == (forte.studio.id, belonging.person_id)


def test_refuses_without_a_cookie_and_clears_it(call: Call, pool: UserPool) -> None:
    reply = call.refresh()
    assert (reply.status, reply.problem, pool.calls) == (401, "SessionEnded", [])
    assert has_no_session(reply)


@pytest.mark.parametrize("forged", ["x", "ey.ey.ey", "e30.e30.", "%00", "a" * 3000, '"'])
def test_refuses_a_forged_cookie_and_clears_it(call: Call, pool: UserPool, forged: str) -> None:
    reply = call.refresh(headers={"cookie": f"tutti_refresh={forged}"})
    assert (reply.status, reply.problem) == (401, "SessionEnded")
    assert has_no_session(reply)


def test_refuses_a_cookie_whose_signature_was_changed(call: Call, ada: Somebody) -> None:
    kept = cookie(ada.signs_in(call))["cookie"]
    reply = call.refresh(headers={"cookie": kept[:-6] + "AAAAAA"})
    assert (reply.status, has_no_session(reply)) == (401, True)


def test_refuses_an_access_token_in_the_place_of_the_cookie(call: Call, ada: Somebody) -> None:
    token = ada.signs_in(call)["access_token"]
    assert call.refresh(headers={"cookie": f"tutti_refresh={token}"}).problem == "SessionEnded"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ("NotAuthorizedException", "Refresh Token has expired"),
        ("NotAuthorizedException", "Refresh Token has been revoked"),
        ("RefreshTokenReuseException", "Refresh token has been invalidated by rotation"),
        ("UserNotFoundException", "User does not exist."),
    ],
)
def test_refuses_an_ended_session_and_clears_its_cookie(
    call: Call, ada: Somebody, pool: UserPool, error: str, message: str
) -> None:
    kept = cookie(ada.signs_in(call))
    pool.refuse_next(error, message)
    reply = call.refresh(headers=kept)
    assert (reply.status, reply.problem, has_no_session(reply)) == (401, "SessionEnded", True)


def test_keeps_the_cookie_when_the_pool_is_only_busy(call: Call, ada: Somebody, pool: UserPool) -> None:
    kept = cookie(ada.signs_in(call))
    pool.refuse_next("TooManyRequestsException")
    reply = call.refresh(headers=kept)
    assert (reply.status, reply.cookies) == (429, [])


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_refuses_what_another_page_sends(call: Call, ada: Somebody, pool: UserPool, site: str) -> None:
    foreign = cookie(ada.signs_in(call)) | {"sec-fetch-site": site}
    pool.calls.clear()
    replies = [call.refresh(headers=foreign), call.sign_out(headers=foreign)]
    assert [(reply.status, reply.problem) for reply in replies] == [(403, "ForeignPage")] * 2
    assert pool.calls == []


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_serves_its_own_page(call: Call, ada: Somebody, site: str) -> None:
    own = cookie(ada.signs_in(call)) | {"sec-fetch-site": site}
    assert call.refresh(headers=own).status == 200


def test_sign_out_revokes_the_session_and_clears_its_cookie(call: Call, ada: Somebody) -> None:
    kept = cookie(ada.signs_in(call))
    reply = call.sign_out(headers=kept)
    assert (reply.status, reply.body, has_no_session(reply)) == (204, "", True)
    assert call.refresh(headers=kept).problem == "SessionEnded"


def test_sign_out_ends_what_the_pool_does_for_the_access_token(call: Call, ada: Somebody) -> None:
    signed_in = ada.signs_in(call)
    call.sign_out(headers=cookie(signed_in))
    reply = call.begin_totp(by=caller(signed_in), headers=bearer(signed_in))
    assert (reply.status, reply.problem) == (401, "NotSignedIn")


def test_sign_out_leaves_other_sessions_alone(call: Call, ada: Somebody) -> None:
    elsewhere = cookie(ada.signs_in(call))
    call.sign_out(headers=cookie(ada.signs_in(call)))
    assert call.refresh(headers=elsewhere).status == 200


def test_sign_out_without_a_session_is_fine(call: Call, pool: UserPool) -> None:
    reply = call.sign_out()
    assert (reply.status, has_no_session(reply), pool.calls) == (204, True, [])


@pytest.mark.parametrize(
    "error", ["UnauthorizedException", "UnsupportedTokenTypeException", "InvalidParameterException"]
)
def test_sign_out_with_a_forged_cookie_is_fine(call: Call, pool: UserPool, error: str) -> None:
    pool.refuse_next(error)
    reply = call.sign_out(headers={"cookie": "tutti_refresh=forged"})
    assert (reply.status, has_no_session(reply)) == (204, True)


def test_sign_out_keeps_the_cookie_while_the_session_is_not_revoked(
    call: Call, ada: Somebody, pool: UserPool
) -> None:
    kept = cookie(ada.signs_in(call))
    pool.refuse_next("TooManyRequestsException")
    reply = call.sign_out(headers=kept)
    assert (reply.status, reply.cookies) == (429, [])
