"""Coming into a school by a mailed link, also into a second one, and going from one to the other."""

from typing import Any

import pytest

from tests.support.deployed import Deployed
from tests.support.letters import invitation_token, letters_to
from tests.support.visitor import PASSWORD, Visitor, an_address

NAMES = {"given_name": "Mia", "family_name": "Moser"}


@pytest.fixture(scope="module")
def mia(deployed: Deployed) -> Visitor:
    """Somebody whom forte invited to teach, and who signed up by the link."""
    visitor = Visitor(deployed)
    token = _invited(deployed, "forte", visitor.email, "teacher")
    visitor.does("POST", f"/v1/public/invitations/{token}/sign-up", NAMES | {"password": PASSWORD})
    return visitor


@pytest.fixture(scope="module")
def mia_in_both(deployed: Deployed, mia: Visitor) -> Visitor:
    """The same person, whom allegro invited as a parent, and who accepted signed in."""
    token = _invited(deployed, "allegro", mia.email, "guardian")
    mia.does("POST", f"/v1/invitations/{token}/accept", NAMES)
    return mia


def test_the_link_tells_its_holder_who_invites_and_as_what(deployed: Deployed) -> None:
    email = an_address()
    token = _invited(deployed, "forte", email, "admin")
    letter = Visitor(deployed).does("GET", f"/v1/public/invitations/{token}")
    assert (letter["studio_name"], letter["roles"]) == ("Forte Music School", ["admin"])
    assert letter["email"] == f"{email[0]}***@people.test"


def test_who_signs_up_by_the_link_is_in_the_school_at_once(mia: Visitor) -> None:
    me = mia.me
    assert (me["email"], me["role"], me["studio"]["slug"]) == (mia.email, "teacher", "forte")


def test_no_password_is_ever_mailed(deployed: Deployed, mia: Visitor) -> None:
    assert [mail for mail in letters_to(deployed, mia.email) if PASSWORD in str(mail)] == []


def test_the_link_works_once(deployed: Deployed) -> None:
    first, second = Visitor(deployed), Visitor(deployed)
    token = _invited(deployed, "forte", first.email, "teacher")
    path, somebody = f"/v1/public/invitations/{token}/sign-up", NAMES | {"password": PASSWORD}
    first.does("POST", path, somebody)
    reply = second.call("POST", path, somebody)
    assert (reply.status_code, reply.json()["code"]) == (410, "InvitationUsed")


def test_a_link_that_was_taken_back_opens_nothing(deployed: Deployed) -> None:
    owner, email = deployed.sign_in("forte", "owner"), an_address()
    token = _invited(deployed, "forte", email, "teacher")
    invitation_id = token.split(".")[1][:30]
    url = f"{deployed.api}/v1/invitations/{invitation_id}"
    assert deployed.http.delete(url, headers=owner).status_code == 204
    reply = Visitor(deployed).call("GET", f"/v1/public/invitations/{token}")
    assert (reply.status_code, reply.json()["code"]) == (410, "InvitationRevoked")


def test_an_address_that_signs_in_already_accepts_signed_in(deployed: Deployed, mia: Visitor) -> None:
    token = _invited(deployed, "allegro", mia.email, "student")
    somebody = NAMES | {"password": PASSWORD}
    reply = Visitor(deployed).call("POST", f"/v1/public/invitations/{token}/sign-up", somebody)
    assert (reply.status_code, reply.json()["code"]) == (409, "AlreadyRegistered")


def test_somebody_in_two_schools_is_told_of_both(mia_in_both: Visitor) -> None:
    memberships = {one["studio"]["slug"]: one["roles"] for one in mia_in_both.me["memberships"]}
    assert memberships == {"forte": ["teacher"], "allegro": ["guardian"]}


@pytest.mark.parametrize(("slug", "role"), [("allegro", "guardian"), ("forte", "teacher")])
def test_switching_the_studio_counts_from_the_next_token_on(
    slug: str, role: str, mia_in_both: Visitor
) -> None:
    before = mia_in_both.me["role"]
    _switch(mia_in_both, slug)
    assert mia_in_both.me["role"] == before
    after = mia_in_both.refreshes().me
    assert (after["studio"]["slug"], after["role"]) == (slug, role)


def test_the_choice_is_remembered_at_the_next_sign_in(deployed: Deployed, mia_in_both: Visitor) -> None:
    _switch(mia_in_both, "allegro")
    elsewhere = Visitor(deployed, mia_in_both.email).signs_in()
    assert elsewhere.me["studio"]["slug"] == "allegro"


def test_nobody_switches_to_a_school_of_others(deployed: Deployed, mia_in_both: Visitor) -> None:
    other = Visitor(deployed).signs_up().founds_a_school()
    reply = mia_in_both.call("PUT", "/v1/me/studio", {"studio_id": other["id"]})
    assert (reply.status_code, reply.json()["code"]) == (404, "NotAMember")


def _invited(deployed: Deployed, slug: str, email: str, role: str) -> str:
    """The token in the link that the school's owner had mailed to this address."""
    seen = len(letters_to(deployed, email))
    body: dict[str, Any] = {"email": email, "roles": [role]}
    url = f"{deployed.api}/v1/invitations"
    reply = deployed.http.post(url, json=body, headers=deployed.sign_in(slug, "owner"))
    assert reply.status_code == 201, reply.text
    return invitation_token(deployed, email, after=seen)


def _switch(visitor: Visitor, slug: str) -> None:
    memberships = visitor.me["memberships"]
    studio_id = next(one["studio"]["id"] for one in memberships if one["studio"]["slug"] == slug)
    visitor.does("PUT", "/v1/me/studio", {"studio_id": studio_id})
