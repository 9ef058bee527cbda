"""What the holder of an invitation's link does with it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.people.bodies import EMAIL, invite, link
from tests.support.door import Call
from tests.support.people import a_member, an_identity, belonging
from tests.support.school import School
from tutti.kit.changes import Change
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people import invitations, inviting, membership
from tutti.people.invitation import InvitationDraft


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


def test_the_slower_of_two_holders_of_a_link_is_refused(
    call: Call, forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, join = link(forte, invite(call, forte)), membership.joining

    def after_somebody_else(*arguments: Any) -> list[Change]:
        monkeypatch.setattr(invitations, "joining", join)
        invitations.accept(forte.tenant, token, "another", "another@people.test", utc_now())
        return join(*arguments)

    monkeypatch.setattr(invitations, "joining", after_somebody_else)
    bela = an_identity()
    assert call.accept_invitation(by=bela, token=token).problem == "InvitationUsed"
    assert belonging(bela.sub, forte) is None


def test_accepting_twice_changes_nothing(call: Call, forte: School) -> None:
    token, bela = link(forte, invite(call, forte)), an_identity()
    first, again = (call.accept_invitation(by=bela, token=token) for _ in range(2))
    assert first.body == again.body


def test_who_accepted_before_needs_the_whole_link_again(call: Call, forte: School) -> None:
    token, bela = link(forte, invite(call, forte)), an_identity()
    call.accept_invitation(by=bela, token=token)
    wrong = token[:-8] + "A" * 8
    assert call.accept_invitation(by=bela, token=wrong).problem == "NoSuchInvitation"


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
