"""Invitations by a link that works once."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.door import Call, Reply
from tests.support.people import a_family, a_guardian, a_location, a_member, a_teacher, an_identity, belonging
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people import inviting
from tutti.people.invitation import InvitationDraft
from tutti.people.member_store import InvitationStore

EMAIL = "bela@people.test"


def invite(call: Call, school: School, *, by: Caller | None = None, **changes: Any) -> Reply:
    body = {"email": EMAIL, "roles": ["teacher"]} | changes
    reply: Reply = call.invite_member(body, by=by or school.admin)
    return reply


def link(school: School, invitation: Reply) -> str:
    """The token that the mail carries."""
    sealed = inviting.to_mail(school.tenant, invitation["id"])
    assert sealed is not None
    return sealed.token


def an_old_link(school: School) -> str:
    """The token of an invitation that has expired."""
    draft = InvitationDraft(email=EMAIL, roles=(Role.TEACHER,))
    sealed = inviting.enclose(
        school.tenant, draft, invitation_id=new_id("inv"), now=utc_now() - timedelta(days=8)
    )
    assert sealed is not None
    return sealed.token


def test_an_invited_teacher_becomes_a_member(call: Call, forte: School) -> None:
    token, bela = link(forte, invite(call, forte)), an_identity()
    reply = call.accept_invitation({"given_name": "Béla", "family_name": "Bor"}, by=bela, token=token)
    known = belonging(bela.sub, forte)
    assert (reply.status, reply["roles"], reply["email"], reply["given_name"]) == (
        200, ["teacher"], bela.email, "Béla"
    )  # fmt: skip
    assert known is not None
    assert (known.person_id, known.roles) == (reply["id"], (Role.TEACHER,))


def test_accepts_without_a_body(call: Call, forte: School) -> None:
    reply = call.accept_invitation(by=an_identity(), token=link(forte, invite(call, forte)))
    assert reply.status == 200


def test_the_holder_of_the_link_sees_who_invites_but_not_the_whole_address(call: Call, forte: School) -> None:
    letter = call.get_invitation(token=link(forte, invite(call, forte)))
    assert (letter["studio_name"], letter["roles"], letter["email"]) == (
        "Forte", ["teacher"], "b***@people.test"
    )  # fmt: skip


def test_a_link_works_for_one_identity(call: Call, forte: School) -> None:
    token = link(forte, invite(call, forte))
    call.accept_invitation(by=an_identity(), token=token)
    second = call.accept_invitation(by=an_identity(), token=token)
    assert (second.status, second.problem) == (410, "InvitationUsed")
    assert call.get_invitation(token=token).problem == "InvitationUsed"


def test_accepting_twice_changes_nothing(call: Call, forte: School) -> None:
    token, bela = link(forte, invite(call, forte)), an_identity()
    first, again = (call.accept_invitation(by=bela, token=token) for _ in range(2))
    assert first.body == again.body


def test_who_is_a_member_does_not_become_another_one(call: Call, forte: School) -> None:
    token, bela = link(forte, invite(call, forte)), an_identity()
    a_member(forte, Role.GUARDIAN, by=bela)
    reply = call.accept_invitation(by=bela, token=token)
    assert (reply.status, reply.problem) == (409, "AlreadyMember")
    assert call.get_invitation(token=token).status == 200


def test_one_identity_belongs_to_two_schools(call: Call, forte: School, allegro: School) -> None:
    bela = an_identity()
    for school in (forte, allegro):
        call.accept_invitation(by=bela, token=link(school, invite(call, school)))
    assert belonging(bela.sub, forte) is not None
    assert belonging(bela.sub, allegro) is not None


def test_a_link_expires(call: Call, forte: School) -> None:
    token = an_old_link(forte)
    assert call.get_invitation(token=token).problem == "InvitationExpired"
    assert call.accept_invitation(by=an_identity(), token=token).problem == "InvitationExpired"


def test_a_revoked_link_opens_nothing(call: Call, forte: School) -> None:
    invitation = invite(call, forte)
    token = link(forte, invitation)
    gone = [call.revoke_invitation(by=forte.admin, invitation_id=invitation["id"]).status for _ in range(2)]
    assert (gone, call.accept_invitation(by=an_identity(), token=token).problem) == (
        [204, 204], "InvitationRevoked"
    )  # fmt: skip


def test_an_accepted_invitation_is_not_revoked(call: Call, forte: School) -> None:
    invitation = invite(call, forte)
    call.accept_invitation(by=an_identity(), token=link(forte, invitation))
    reply = call.revoke_invitation(by=forte.admin, invitation_id=invitation["id"])
    assert (reply.status, reply.problem) == (409, "AcceptedAlready")


@pytest.mark.parametrize("damage", ["proof", "invitation", "studio", "nonsense"])
def test_a_link_with_a_wrong_part_opens_nothing(
    call: Call, forte: School, allegro: School, damage: str
) -> None:
    invitation = invite(call, forte)
    token = link(forte, invitation)
    wrong = {
        "proof": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "invitation": token.replace(invitation["id"], new_id("inv")),
        "studio": token.replace(forte.studio.id, allegro.studio.id),
        "nonsense": "STUDIO#*.x",
    }[damage]
    assert call.get_invitation(token=wrong).problem == "NoSuchInvitation"
    assert call.accept_invitation(by=an_identity(), token=wrong).problem == "NoSuchInvitation"


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
