"""Which mails people choose to get."""

import pytest

from tests.support.door import Call
from tests.support.people import a_family, a_guardian
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.role import Role


@pytest.fixture
def parent(forte: School) -> Caller:
    return forte.caller(Role.GUARDIAN, a_guardian(forte, a_family(forte)).id)


def test_who_never_said_anything_has_chosen_no_mails(call: Call, parent: Caller) -> None:
    reply = call.get_reminder_preferences(by=parent, person_id=parent.person_id)
    assert (reply.status, "mails" in reply.body) == (200, False)


def test_mails_are_chosen_beside_reminders(call: Call, parent: Caller) -> None:
    chosen = {"kinds": ["hour_before"], "mails": ["grade_given"], "version": 1}
    assert call.update_reminder_preferences(chosen, by=parent, person_id=parent.person_id).status == 200
    kept = call.get_reminder_preferences(by=parent, person_id=parent.person_id)
    assert (kept["kinds"], kept["mails"]) == (["hour_before"], ["grade_given"])


def test_no_mails_at_all_can_be_chosen(call: Call, parent: Caller) -> None:
    reply = call.update_reminder_preferences(
        {"mails": [], "version": 1}, by=parent, person_id=parent.person_id
    )
    assert (reply.status, reply["mails"]) == (200, [])


def test_what_is_no_such_mail_cannot_be_chosen(call: Call, parent: Caller) -> None:
    body = {"mails": ["recording_ready"], "version": 1}
    reply = call.update_reminder_preferences(body, by=parent, person_id=parent.person_id)
    assert (reply.status, reply.problem) == (422, "InvalidInput")
