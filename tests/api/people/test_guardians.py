"""Guardians: particulars and addresses."""

import pytest

from tests.api.people.bodies import a_guardian_body, guardian_change
from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_member
from tests.support.school import School
from tutti.kit.role import Role
from tutti.people.store import GuardianStore


def test_the_office_adds_a_guardian(call: Call, forte: School) -> None:
    family = a_family(forte)
    guardian = call.add_guardian(a_guardian_body(family, phone="+43 1 234567"), by=forte.admin)
    listed = call.list_guardians(by=forte.admin, query={"family_id": family.id})
    assert (guardian.status, listed["items"]) == (201, [guardian.body])
    assert call.list_guardians(by=forte.admin)["items"] == [guardian.body]


def test_a_member_becomes_a_guardian_too(call: Call, forte: School) -> None:
    teacher = a_member(forte, Role.TEACHER)
    body = a_guardian_body(a_family(forte), person_id=teacher.id)
    assert call.add_guardian(body, by=forte.admin)["id"] == teacher.id


def test_refuses_a_guardian_of_a_family_that_is_not_there(call: Call, forte: School, allegro: School) -> None:
    reply = call.add_guardian(a_guardian_body(a_family(allegro)), by=forte.admin)
    assert (reply.status, reply.problem) == (404, "NoSuchFamily")


def test_two_guardians_do_not_share_an_address(call: Call, forte: School) -> None:
    gerda, family = a_guardian(forte, a_family(forte)), a_family(forte)
    added = call.add_guardian(a_guardian_body(family, email=gerda.email.upper()), by=forte.admin)
    other = a_guardian(forte, family)
    moved = call.update_guardian(
        guardian_change(other, email=gerda.email), by=forte.admin, guardian_id=other.id
    )
    assert (added.problem, moved.problem) == ("EmailTaken", "EmailTaken")
    assert call.list_guardians(by=forte.admin, query={"family_id": family.id})["items"][0]["version"] == 1


def test_two_schools_may_know_the_same_address(call: Call, forte: School, allegro: School) -> None:
    gerda = a_guardian(forte, a_family(forte))
    assert (
        call.add_guardian(a_guardian_body(a_family(allegro), email=gerda.email), by=allegro.admin).status
        == 201
    )


@pytest.mark.parametrize(
    ("field", "value"), [("email", "gerda"), ("phone", "call me"), ("given_name", ""), ("tower", 1)]
)
def test_refuses_an_impossible_guardian(call: Call, forte: School, field: str, value: object) -> None:
    reply = call.add_guardian(a_guardian_body(a_family(forte), **{field: value}), by=forte.admin)
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, f"/body/{field}")


def test_a_changed_address_is_found_and_the_old_one_free(call: Call, forte: School) -> None:
    gerda = a_guardian(forte, a_family(forte))
    reply = call.update_guardian(
        guardian_change(gerda, email="gerda@new.test"),
        by=forte.caller(Role.GUARDIAN, gerda.id),
        guardian_id=gerda.id,
    )
    guardians = GuardianStore(forte.tenant)
    found = guardians.find_by_email("gerda@new.test")
    assert found is not None
    assert (reply.status, found.id, guardians.find_by_email(gerda.email)) == (200, gerda.id, None)


def test_guardians_change_themselves_and_not_each_other(call: Call, forte: School) -> None:
    family = a_family(forte)
    gerda, gustav = a_guardian(forte, family), a_guardian(forte, family)
    stranger = a_guardian(forte, a_family(forte, "Other"))
    caller = forte.caller(Role.GUARDIAN, gerda.id)
    replies = [
        call.update_guardian(guardian_change(who, phone="+43 1 7654321"), by=caller, guardian_id=who.id)
        for who in (gerda, gustav, stranger)
    ]
    assert [(reply.status, reply.problem) for reply in replies] == [
        (200, None), (403, "NotYourself"), (404, "NoSuchGuardian")
    ]  # fmt: skip


def test_refuses_a_guardians_change_of_an_older_version(call: Call, forte: School) -> None:
    gerda = a_guardian(forte, a_family(forte))
    replies = [
        call.update_guardian(guardian_change(gerda, given_name=name), by=forte.admin, guardian_id=gerda.id)
        for name in ("Ger", "Da")
    ]
    assert [reply.problem for reply in replies] == [None, "VersionConflict"]
