"""The mail that carries an invitation's link."""

import re

from functions.events.messaging import send_invitation
from tests.events.messaging.story import Outbox, a_story
from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.role import Role
from tutti.people import invitations
from tutti.people.invitation import Invitation, InvitationDraft
from tutti.people.inviting import InvitationSent, invite_member, revoke_invitation


def an_invitation(school: School) -> Invitation:
    draft = InvitationDraft(email="new@people.test", roles=(Role.TEACHER, Role.ADMIN))
    return invite_member(school.tenant, draft, by=Role.OWNER, now=utc_now())


def test_whoever_is_invited_gets_a_link_that_opens(forte: School, outbox: Outbox) -> None:
    invitation = an_invitation(forte)
    a_story(forte).tell(send_invitation.handler, InvitationSent(subject=invitation.id))
    assert outbox.sent == [("invitation", "new@people.test")]
    token = re.search(r"https://tutti.test/invitations#(\S+)", outbox.mails[0].text)
    assert token
    assert invitations.get_invitation(token[1], now=utc_now()).studio_name == "Forte"


def test_the_mail_names_the_roles(forte: School, outbox: Outbox) -> None:
    invitation = an_invitation(forte)
    a_story(forte).tell(send_invitation.handler, InvitationSent(subject=invitation.id))
    assert "invites you to join as admin and teacher." in outbox.mails[0].text


def test_an_invitation_that_was_taken_back_is_not_mailed(forte: School, outbox: Outbox) -> None:
    invitation = an_invitation(forte)
    revoke_invitation(forte.tenant, invitation.id, by=Role.OWNER)
    a_story(forte).tell(send_invitation.handler, InvitationSent(subject=invitation.id))
    assert outbox.sent == []
