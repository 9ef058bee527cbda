"""Inviting people: who may, whom, and what is kept of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.people.bodies import EMAIL, invite, link
from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_location, a_member, a_teacher, an_identity
from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people import inviting
from tutti.people.invitation import InvitationDraft
from tutti.people.member_store import InvitationStore


def test_nothing_but_the_record_can_make_the_link(call: Call, forte: School) -> None:
    invitation = invite(call, forte)
    listed = call.list_invitations(by=forte.admin)["items"]
    secret = link(forte, invitation).removeprefix(f"{forte.studio.id}.{invitation['id']}")
    facts = forte.tenant.table.all(forte.tenant.partition("AUDIT", f"{utc_now():%Y-%m}"))
    told = " ".join(record.body for record in facts)
    assert listed == [invitation.body]
    assert "InvitationSent" in told
    assert secret not in told
    assert "nonce" not in str(listed) + told


def test_a_guardian_is_bound_to_the_person_whom_the_studio_knows(call: Call, forte: School) -> None:
    guardian = a_guardian(forte, a_family(forte), given_name="Gerda")
    invitation = invite(call, forte, roles=["guardian"], person_id=guardian.id)
    member = call.accept_invitation(by=an_identity(), token=link(forte, invitation))
    assert (member["id"], member["given_name"]) == (guardian.id, "Gerda")


def test_a_known_teacher_is_invited_under_the_known_name(call: Call, forte: School) -> None:
    teacher = a_teacher(forte, display_name="Theo Tal")
    assert invite(call, forte, person_id=teacher.id)["given_name"] == "Theo Tal"


def test_refuses_a_person_whom_the_studio_does_not_know(call: Call, forte: School, allegro: School) -> None:
    stranger = a_teacher(allegro)
    assert invite(call, forte, person_id=stranger.id).problem == "NoSuchPerson"


def test_refuses_a_person_who_is_a_member(call: Call, forte: School) -> None:
    teacher = a_teacher(forte)
    a_member(forte, Role.TEACHER, id=teacher.id)
    assert invite(call, forte, person_id=teacher.id).problem == "AlreadyMember"


def test_only_owners_invite_admins(call: Call, forte: School) -> None:
    refused = invite(call, forte, roles=["admin"])
    assert (refused.status, refused.problem) == (403, "OwnersOnly")
    assert invite(call, forte, by=forte.owner, roles=["admin"]).status == 201


def test_only_owners_take_back_the_invitation_of_an_admin(call: Call, forte: School) -> None:
    invitation = invite(call, forte, by=forte.owner, roles=["admin"])
    refused, done = (
        call.revoke_invitation(by=who, invitation_id=invitation["id"]) for who in (forte.admin, forte.owner)
    )
    assert (refused.problem, done.status) == ("OwnersOnly", 204)


def test_campus_managers_and_teachers_invite_nobody(call: Call, forte: School) -> None:
    for caller in (forte.manager(), forte.teacher):
        assert invite(call, forte, by=caller).status == 403
        assert call.list_invitations(by=caller).status == 403


def test_invites_a_campus_manager_to_a_location_that_is_there(call: Call, forte: School) -> None:
    here, nowhere = a_location(forte).id, new_id("loc")
    made, refused = (
        invite(call, forte, roles=["manager"], location_ids=[place]) for place in (here, nowhere)
    )
    assert (made.status, refused.problem) == (201, "NoSuchLocation")


@pytest.mark.parametrize(
    "changes", [{"roles": []}, {"roles": ["king"]}, {"email": "bela"}, {"roles": ["manager"]}]
)
def test_refuses_an_impossible_invitation(call: Call, forte: School, changes: dict[str, Any]) -> None:
    assert invite(call, forte, **changes).status == 422


def test_a_repeated_request_invites_once(call: Call, forte: School) -> None:
    admin, headers, body = forte.admin, {"idempotency-key": "bela"}, {"email": EMAIL, "roles": ["teacher"]}
    first, again = (call.invite_member(body, by=admin, headers=headers) for _ in range(2))
    assert first["id"] == again["id"]


def test_a_letter_that_is_sent_again_encloses_the_same_link(forte: School) -> None:
    draft, invitation_id = InvitationDraft(email=EMAIL, roles=(Role.GUARDIAN,)), new_id("inv")
    first, again = (
        inviting.enclose(forte.tenant, draft, invitation_id=invitation_id, now=utc_now()) for _ in range(2)
    )
    assert first is not None
    assert again is not None
    assert first.token == again.token


def test_a_letter_to_a_member_encloses_no_link(forte: School) -> None:
    member = a_member(forte, Role.GUARDIAN)
    draft = InvitationDraft(email=EMAIL, roles=(Role.GUARDIAN,), person_id=member.id)
    assert inviting.enclose(forte.tenant, draft, invitation_id=new_id("inv"), now=utc_now()) is None


def test_a_used_invitation_is_mailed_no_more(call: Call, forte: School) -> None:
    invitation = invite(call, forte)
    call.accept_invitation(by=an_identity(), token=link(forte, invitation))
    assert inviting.to_mail(forte.tenant, invitation["id"]) is None


def test_the_record_is_forgotten_a_month_after_its_end(call: Call, forte: School) -> None:
    invitation = invite(call, forte)
    record = forte.tenant.table.get(InvitationStore(forte.tenant).key(invitation["id"]))
    assert record is not None
    assert timedelta(seconds=int(record.expires_at) - utc_now().timestamp()) > timedelta(days=36)
