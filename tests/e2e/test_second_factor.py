"""The authenticator: set up by whoever wants one, required of staff where the school says so."""

from typing import Any

import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.letters import invitation_token
from tests.support.somebody import authenticator_code
from tests.support.tokens import claims_in
from tests.support.visitor import Visitor, an_address


@pytest.fixture(scope="module")
def secret(careful: Visitor) -> str:
    """What the careful visitor's authenticator holds."""
    found = careful.does("POST", "/v1/auth/totp")
    careful.does("POST", "/v1/auth/totp/confirm", {"code": authenticator_code(found["secret"])})
    return str(found["secret"])


@pytest.fixture(scope="module")
def careful(deployed: Deployed) -> Visitor:
    """Somebody who wants a second factor without being asked."""
    return Visitor(deployed).signs_up()


@pytest.fixture(scope="module")
def founder(deployed: Deployed) -> Visitor:
    """The owner of a school that requires a second factor of its staff."""
    owner = Visitor(deployed).signs_up()
    studio = owner.founds_a_school("Strict")
    policy = studio["policy"] | {"totp_for_staff": True}
    update = {key: value for key, value in studio.items() if key != "id"} | {"policy": policy}
    owner.does("PUT", "/v1/studio", update)
    return owner


@pytest.fixture(scope="module")
def teacher(deployed: Deployed, founder: Visitor) -> Visitor:
    """A teacher of that school who has just come in."""
    return _invited(deployed, founder, "teacher")


def test_the_secret_comes_as_text_and_as_a_picture_for_the_app(careful: Visitor, secret: str) -> None:
    found = careful.does("POST", "/v1/auth/totp")
    assert found["otpauth_uri"].startswith("otpauth://totp/Tutti:")
    assert f"secret={found['secret']}" in found["otpauth_uri"]


def test_who_has_an_authenticator_is_asked_for_its_code(careful: Visitor, secret: str) -> None:
    reply = _asks_to_come_in(careful)
    assert (reply["challenge"], "access_token" in reply) == ("SOFTWARE_TOKEN_MFA", False)


def test_the_code_of_the_authenticator_brings_in(careful: Visitor, secret: str) -> None:
    reply = _answers(careful, authenticator_code(secret))
    assert claims_in(reply.json()["access_token"])["sub"]
    assert reply.headers["set-cookie"].startswith("tutti_refresh=")


def test_a_wrong_code_is_refused(careful: Visitor, secret: str) -> None:
    right = authenticator_code(secret)
    reply = _answers(careful, f"{(int(right) + 1) % 1_000_000:06d}")
    assert (reply.status_code, reply.json()["code"]) == (422, "WrongCode")


def test_me_tells_that_there_is_an_authenticator(careful: Visitor, secret: str) -> None:
    assert careful.me["has_totp"] is True


def test_staff_without_one_must_set_it_up_where_the_school_says_so(teacher: Visitor) -> None:
    assert _when_it_is_due(teacher)["challenge"] == "MFA_SETUP"


def test_until_then_the_token_opens_no_studio(teacher: Visitor) -> None:
    _when_it_is_due(teacher)
    reply = teacher.call("GET", "/v1/studio")
    assert (reply.status_code, reply.json()["code"]) == (403, "ChooseStudio")


def test_with_it_set_up_the_refreshed_token_opens_the_studio(deployed: Deployed, founder: Visitor) -> None:
    newcomer = _invited(deployed, founder, "teacher")
    _when_it_is_due(newcomer)
    found = newcomer.does("POST", "/v1/auth/totp")
    newcomer.does("POST", "/v1/auth/totp/confirm", {"code": authenticator_code(found["secret"])})
    assert newcomer.refreshes().does("GET", "/v1/studio")["name"] == "Strict"


def test_families_never_must(deployed: Deployed, founder: Visitor) -> None:
    parent = _invited(deployed, founder, "guardian")
    reply = _asks_to_come_in(parent)
    assert ("challenge" in reply, parent.me["role"]) == (False, "guardian")


def _asks_to_come_in(visitor: Visitor) -> dict[str, Any]:
    """What an address and its password are answered."""
    typed = {"email": visitor.email, "password": visitor.password}
    reply: dict[str, Any] = visitor.does("POST", "/v1/auth/sign-in", typed)
    return reply


def _answers(visitor: Visitor, code: str) -> Any:
    asked = _asks_to_come_in(visitor)
    answer = asked | {"email": visitor.email, "code": code}
    return visitor.call("POST", "/v1/auth/challenge", answer)


def _when_it_is_due(visitor: Visitor) -> dict[str, Any]:
    """The sign-in as soon as the school's new rule has reached the visitor's membership."""
    return eventually(lambda: _asks_to_come_in(visitor), lambda reply: "challenge" in reply)


def _invited(deployed: Deployed, by: Visitor, role: str) -> Visitor:
    visitor = Visitor(deployed, an_address())
    by.does("POST", "/v1/invitations", {"email": visitor.email, "roles": [role]})
    token = invitation_token(deployed, visitor.email)
    somebody = {"password": visitor.password, "given_name": "Tea", "family_name": "Cher"}
    visitor.does("POST", f"/v1/public/invitations/{token}/sign-up", somebody)
    return visitor
