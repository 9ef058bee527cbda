"""Who the caller is, and in which studio."""

from tests.support.door import Call
from tests.support.school import School
from tests.support.somebody import Somebody, caller, cookie
from tutti.kit.caller import Caller
from tutti.kit.role import Role


def test_says_who_the_caller_is_and_where(call: Call, ada: Somebody, forte: School) -> None:
    belonging = ada.joins(forte, Role.TEACHER)
    reply = call.get_me(by=caller(ada.signs_in(call)))
    studio = {
        "id": forte.studio.id,
        "slug": forte.studio.slug,
        "name": "Forte",
        "time_zone": "Europe/Vienna",
        "currency": "EUR",
    }
    membership = {
        "studio": studio,
        "person_id": belonging.person_id,
        "roles": ["teacher"],
        "location_ids": [],
        "totp_required": False,
    }
    assert reply.status == 200
    assert reply.body == {
        "email": ada.email,
        "has_totp": False,
        "person_id": belonging.person_id,
        "role": "teacher",
        "studio": studio,
        "memberships": [membership],
    }


def test_knows_somebody_without_a_studio(call: Call, ada: Somebody) -> None:
    reply = call.get_me(by=caller(ada.signs_in(call)))
    assert reply.body == {"email": ada.email, "has_totp": False, "memberships": []}


def test_refuses_who_is_not_signed_in(call: Call, forte: School) -> None:
    replies = [call.get_me(), call.switch_studio({"studio_id": forte.studio.id})]
    assert [(reply.status, reply.problem) for reply in replies] == [(401, "NotSignedIn")] * 2


def test_names_no_studio_whose_membership_has_ended(call: Call, ada: Somebody, forte: School) -> None:
    ada.joins(forte, Role.TEACHER)
    still_in_the_token = caller(ada.signs_in(call))
    ada.leaves(forte)
    reply = call.get_me(by=still_in_the_token)
    assert (reply["memberships"], "studio" in reply.body, "role" in reply.body) == ([], False, False)


def test_switches_to_another_studio_with_the_next_token(
    call: Call, ada: Somebody, forte: School, allegro: School
) -> None:
    ada.joins(forte, Role.GUARDIAN)
    ada.joins(allegro, Role.TEACHER)
    signed_in = ada.signs_in(call)
    assert call.switch_studio({"studio_id": allegro.studio.id}, by=caller(signed_in)).status == 204
    now = caller(call.refresh(headers=cookie(signed_in)))
    assert isinstance(now, Caller)
    assert (now.studio_id, now.role) == (allegro.studio.id, Role.TEACHER)
    assert call.get_me(by=now)["studio"]["slug"] == allegro.studio.slug


def test_remembers_the_studio_at_the_next_sign_in(
    call: Call, ada: Somebody, forte: School, allegro: School
) -> None:
    ada.joins(forte, Role.GUARDIAN)
    ada.joins(allegro, Role.GUARDIAN)
    call.switch_studio({"studio_id": allegro.studio.id}, by=caller(ada.signs_in(call)))
    assert call.get_me(by=caller(ada.signs_in(call)))["studio"]["id"] == allegro.studio.id


def test_switches_to_another_role_in_the_same_studio(call: Call, ada: Somebody, forte: School) -> None:
    ada.joins(forte, Role.GUARDIAN, Role.ADMIN)
    signed_in = ada.signs_in(call)
    assert call.get_me(by=caller(signed_in))["role"] == "admin"
    call.switch_studio({"studio_id": forte.studio.id, "role": "guardian"}, by=caller(signed_in))
    assert call.get_me(by=caller(call.refresh(headers=cookie(signed_in))))["role"] == "guardian"


def test_refuses_a_studio_of_which_the_caller_is_no_member(
    call: Call, ada: Somebody, bela: Somebody, forte: School
) -> None:
    bela.joins(forte, Role.OWNER)
    by = caller(ada.signs_in(call))
    reply = call.switch_studio({"studio_id": forte.studio.id}, by=by)
    assert (reply.status, reply.problem) == (404, "NotAMember")
    assert not isinstance(caller(ada.signs_in(call)), Caller)


def test_refuses_a_role_that_the_caller_does_not_have_there(call: Call, ada: Somebody, forte: School) -> None:
    ada.joins(forte, Role.TEACHER)
    signed_in = ada.signs_in(call)
    reply = call.switch_studio({"studio_id": forte.studio.id, "role": "owner"}, by=caller(signed_in))
    assert (reply.status, reply.problem) == (422, "RoleNotHeld")


def test_refuses_what_is_no_studio(call: Call, ada: Somebody) -> None:
    reply = call.switch_studio({"studio_id": "forte"}, by=caller(ada.signs_in(call)))
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, "/body/studio_id")


def test_staff_may_go_on_as_family_while_the_second_factor_is_missing(
    call: Call, ada: Somebody, forte: School
) -> None:
    ada.joins(forte, Role.TEACHER, Role.GUARDIAN, totp_required=True)
    signed_in = ada.signs_in(call)
    call.switch_studio({"studio_id": forte.studio.id, "role": "guardian"}, by=caller(signed_in))
    now = caller(call.refresh(headers=cookie(signed_in)))
    assert isinstance(now, Caller)
    assert now.role is Role.GUARDIAN
