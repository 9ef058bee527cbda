"""Opening a studio, its profile, and its public face."""

from typing import Any

import pytest

from tests.support.door import Call, Reply
from tests.support.people import an_identity
from tests.support.school import School
from tutti.kit.caller import Caller, Identity
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.directory_store import DirectoryStore


def a_draft(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Viola House",
        "slug": f"viola-{new_id('x')[-10:].lower()}",
        "email": "office@viola.test",
        "time_zone": "Europe/Vienna",
        "currency": "EUR",
        "owner": {"given_name": "Olga", "family_name": "Ost"},
    } | changes


def profile(studio: Reply, **changes: Any) -> dict[str, Any]:
    """The body that changes this studio."""
    return {name: value for name, value in studio.body.items() if name != "id"} | changes


def owner_of(studio: Reply, identity: Identity) -> Caller:
    chosen = DirectoryStore.own(identity.sub).standing().active()
    assert chosen is not None
    belonging, role = chosen
    assert belonging.studio_id == studio["id"]
    return Caller(identity.sub, identity.username, belonging.studio_id, belonging.person_id, role)


def test_whoever_opens_a_studio_owns_it_and_is_active_there(call: Call) -> None:
    olga = an_identity()
    studio = call.create_studio(a_draft(), by=olga)
    owner = owner_of(studio, olga)
    member = call.get_member(by=owner, person_id=owner.person_id)
    assert (studio.status, owner.role, member["roles"]) == (201, Role.OWNER, ["owner"])
    assert (member["given_name"], member["email"]) == ("Olga", olga.email)


def test_the_new_studio_answers_at_its_public_address(call: Call) -> None:
    studio = call.create_studio(a_draft(), by=an_identity())
    assert call.get_public_studio(slug=studio["slug"])["name"] == "Viola House"


def test_a_taken_address_opens_no_studio_and_makes_no_member(call: Call, forte: School) -> None:
    olga = an_identity()
    reply = call.create_studio(a_draft(slug=forte.studio.slug), by=olga)
    assert (reply.status, reply.problem) == (409, "SlugTaken")
    assert DirectoryStore.own(olga.sub).standing().belongings == ()


def test_only_who_is_signed_in_opens_a_studio(call: Call) -> None:
    reply = call.create_studio(a_draft())
    assert (reply.status, reply.problem) == (401, "NotSignedIn")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Base"),
        ("currency", "euro"),
        ("slug", "Viola House"),
        ("email", "office"),
        ("tower", 1),
    ],
)
def test_refuses_a_studio_with_an_impossible_field(call: Call, field: str, value: object) -> None:
    reply = call.create_studio(a_draft(**{field: value}), by=an_identity())
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, f"/body/{field}")


def test_every_member_reads_the_profile(call: Call, forte: School) -> None:
    replies = [call.get_studio(by=who) for who in (forte.owner, forte.teacher, forte.guardian, forte.student)]
    assert {(reply.status, reply["name"]) for reply in replies} == {(200, "Forte")}


def test_an_admin_changes_the_profile(call: Call, forte: School) -> None:
    before = call.get_studio(by=forte.admin)
    after = call.update_studio(profile(before, name="Forte Nord"), by=forte.admin)
    assert (after.status, after["name"], after["version"]) == (200, "Forte Nord", 2)
    assert call.get_studio(by=forte.admin).body == after.body


def test_a_teacher_does_not_change_the_profile(call: Call, forte: School) -> None:
    reply = call.update_studio(profile(call.get_studio(by=forte.teacher)), by=forte.teacher)
    assert (reply.status, reply.problem) == (403, "NotAllowed")


def test_refuses_a_change_of_an_older_version(call: Call, forte: School) -> None:
    before = call.get_studio(by=forte.admin)
    call.update_studio(profile(before, name="First"), by=forte.admin)
    reply = call.update_studio(profile(before, name="Second"), by=forte.admin)
    assert (reply.status, reply.problem) == (409, "VersionConflict")


def test_the_currency_stays_as_it_was(call: Call, forte: School) -> None:
    reply = call.update_studio(profile(call.get_studio(by=forte.owner), currency="USD"), by=forte.owner)
    assert (reply.status, reply.problem) == (409, "CurrencyFixed")


def test_the_plan_stays_what_it_was(call: Call, forte: School) -> None:
    before = call.get_studio(by=forte.owner)
    without = {name: value for name, value in profile(before).items() if name != "plan"}
    assert call.update_studio(without | {"plan": "school"}, by=forte.owner).problem == "PlanFixed"
    assert call.update_studio(without, by=forte.owner)["plan"] == before["plan"]


def test_an_owner_moves_the_studio_and_leaves_its_old_address_to_others(call: Call, forte: School) -> None:
    before, slug = call.get_studio(by=forte.owner), a_draft()["slug"]
    after = call.update_studio(profile(before, slug=slug), by=forte.owner)
    assert (after.status, call.get_public_studio(slug=slug)["name"]) == (200, "Forte")
    assert call.create_studio(a_draft(slug=before["slug"]), by=an_identity()).status == 201


def test_an_admin_does_not_move_the_studio(call: Call, forte: School) -> None:
    reply = call.update_studio(profile(call.get_studio(by=forte.admin), slug="elsewhere"), by=forte.admin)
    assert (reply.status, reply.problem) == (403, "OwnersMove")


def test_does_not_move_to_the_address_of_another_studio(call: Call, forte: School, allegro: School) -> None:
    moved = profile(call.get_studio(by=forte.owner), slug=allegro.studio.slug)
    assert call.update_studio(moved, by=forte.owner).problem == "SlugTaken"
    assert call.get_studio(by=forte.owner)["slug"] == forte.studio.slug


def test_the_public_profile_tells_no_more_than_it_should(call: Call, forte: School) -> None:
    reply = call.get_public_studio(slug=forte.studio.slug)
    assert reply.body.keys() == {
        "slug", "name", "time_zone", "currency", "email", "brand", "minimum_age", "terms_version"
    }  # fmt: skip
    assert reply.headers["cache-control"] == "public, max-age=60"


def test_nobody_answers_at_an_unknown_address(call: Call) -> None:
    reply = call.get_public_studio(slug="nobody-here")
    assert (reply.status, reply.problem) == (404, "NoSuchStudio")
