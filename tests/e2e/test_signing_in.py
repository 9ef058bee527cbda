"""Coming in, staying in and leaving: the sign-in of the page, over HTTP."""

from typing import Any

import httpx
import pytest

from tests.support.deployed import Deployed
from tests.support.routes import ROLES
from tests.support.tokens import claims_in
from tests.support.visitor import PASSWORD, Visitor, an_address

ZONES = {"forte": ("Europe/Vienna", "EUR"), "allegro": ("Australia/Sydney", "AUD")}


@pytest.fixture(scope="module")
def ada(deployed: Deployed) -> Visitor:
    """Somebody who signed up and belongs to no school yet."""
    return Visitor(deployed).signs_up()


def test_signing_in_gives_an_access_token_for_an_hour(ada: Visitor) -> None:
    reply = ada.call("POST", "/v1/auth/sign-in", _typed(ada))
    assert (reply.status_code, reply.json()["expires_in"]) == (200, 3600)
    assert claims_in(reply.json()["access_token"])["token_use"] == "access"


def test_the_refresh_token_lies_in_a_cookie_that_no_script_and_no_other_site_can_use(ada: Visitor) -> None:
    reply = ada.call("POST", "/v1/auth/sign-in", _typed(ada))
    _, *flags = (part.strip() for part in reply.headers["set-cookie"].split(";"))
    kept = {flag.lower() for flag in flags}
    assert {"httponly", "secure", "samesite=strict", "path=/api/v1/auth"} <= kept


def test_the_refresh_token_is_in_no_body(ada: Visitor) -> None:
    reply = ada.call("POST", "/v1/auth/sign-in", _typed(ada))
    assert ada.cookie not in reply.text


def test_a_wrong_password_and_an_unknown_address_are_refused_alike(deployed: Deployed, ada: Visitor) -> None:
    wrong = Visitor(deployed, ada.email, password="Wrong-horse-4-us")
    unknown = Visitor(deployed)
    replies = [visitor.call("POST", "/v1/auth/sign-in", _typed(visitor)) for visitor in (wrong, unknown)]
    assert [_refusal(reply) for reply in replies] == [(401, "WrongCredentials")] * 2


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("slug", ZONES)
def test_everybody_who_is_seeded_is_told_who_and_where_they_are(
    slug: str, role: str, deployed: Deployed
) -> None:
    me = _seeded(deployed, slug, role).me
    studio = {key: me["studio"][key] for key in ("slug", "time_zone", "currency")}
    zone, currency = ZONES[slug]
    assert (me["email"], me["role"]) == (f"{role}@{slug}.test", role)
    assert studio == {"slug": slug, "time_zone": zone, "currency": currency}
    assert (me["person_id"][:4], me["studio"]["id"][:4]) == ("per_", "stu_")


def test_the_memberships_of_the_seeded_are_the_studio_that_they_are_in(deployed: Deployed) -> None:
    me = _seeded(deployed, "forte", "teacher").me
    [membership] = me["memberships"]
    assert (membership["studio"], membership["roles"]) == (me["studio"], ["teacher"])


def test_who_belongs_to_no_school_is_told_so(ada: Visitor) -> None:
    me = ada.me
    assert (me["email"], me["memberships"], "studio" in me) == (ada.email, [], False)


def test_refreshing_gives_a_new_token_for_the_same_person(deployed: Deployed) -> None:
    visitor = _seeded(deployed, "forte", "guardian")
    before = claims_in(visitor.token)
    reply = visitor.call("POST", "/v1/auth/refresh")
    after = claims_in(reply.json()["access_token"])
    assert (reply.status_code, reply.json()["expires_in"]) == (200, 3600)
    assert (after["sub"], after["jti"] != before["jti"]) == (before["sub"], True)


def test_nobody_refreshes_without_the_cookie(deployed: Deployed) -> None:
    assert _refusal(Visitor(deployed).call("POST", "/v1/auth/refresh")) == (401, "SessionEnded")


def test_another_site_cannot_use_the_cookie(deployed: Deployed) -> None:
    visitor = _seeded(deployed, "forte", "guardian")
    reply = visitor.call("POST", "/v1/auth/refresh", **{"sec-fetch-site": "cross-site"})
    assert _refusal(reply) == (403, "ForeignPage")


def test_signing_out_revokes_the_session_and_takes_the_cookie(deployed: Deployed) -> None:
    visitor = _seeded(deployed, "allegro", "student")
    held = visitor.cookie
    reply = visitor.call("POST", "/v1/auth/sign-out")
    assert (reply.status_code, visitor.cookie) == (204, "")
    visitor.cookie = held
    assert _refusal(visitor.call("POST", "/v1/auth/refresh")) == (401, "SessionEnded")


def test_signing_out_leaves_the_person_s_other_browsers_signed_in(deployed: Deployed) -> None:
    at_home, at_work = (_seeded(deployed, "allegro", "student") for _ in "12")
    at_home.does("POST", "/v1/auth/sign-out")
    assert at_work.call("POST", "/v1/auth/refresh").status_code == 200


def test_a_forgotten_password_is_asked_for_without_telling_who_is_known(
    deployed: Deployed, ada: Visitor
) -> None:
    known, unknown = (
        ada.call("POST", "/v1/auth/forgot-password", {"email": email}) for email in (ada.email, an_address())
    )
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, b"")


def test_signing_up_does_not_tell_whether_the_address_is_taken(deployed: Deployed, ada: Visitor) -> None:
    names = {"given_name": "Vera", "family_name": "Visitor", "password": PASSWORD}
    taken, free = (
        ada.call("POST", "/v1/auth/sign-up", names | {"email": email}) for email in (ada.email, an_address())
    )
    assert (taken.status_code, taken.content) == (free.status_code, free.content) == (202, b"")


def test_nobody_signs_in_before_the_address_is_proved(deployed: Deployed) -> None:
    visitor = Visitor(deployed)
    names = {"given_name": "Vera", "family_name": "Visitor"}
    visitor.does("POST", "/v1/auth/sign-up", _typed(visitor) | names)
    assert _refusal(visitor.call("POST", "/v1/auth/sign-in", _typed(visitor))) == (403, "NotConfirmed")


def _typed(visitor: Visitor) -> dict[str, Any]:
    return {"email": visitor.email, "password": visitor.password}


def _refusal(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, reply.json()["code"]


def _seeded(deployed: Deployed, slug: str, role: str) -> Visitor:
    people = deployed.outputs["people"]
    person = next(one for one in people if (one["studio"], one["role"]) == (slug, role))
    return Visitor(deployed, person["email"], person["password"]).signs_in()
