"""What a family and a teacher hear of an enrolment."""

import re

import pytest

from functions.events.messaging import (
    notify_teacher,
    send_ending,
    send_refund_notice,
    send_waitlist_notice,
    send_welcome,
)
from tests.events.messaging.story import LEO, MARIA, Outbox, Story, a_story
from tests.support.people import a_member
from tests.support.school import School
from tutti.enrollment.enrollment import EnrollmentState
from tutti.enrollment.facts import (
    EnrollmentActivated,
    EnrollmentEnded,
    EnrollmentRefunded,
    EnrollmentWaitlisted,
)
from tutti.enrollment.waitlisting import joining
from tutti.kit.clock import utc_now
from tutti.kit.door import EventDoor, Grant, OnFact
from tutti.kit.role import Role
from tutti.messaging.store import MailboxStore
from tutti.people import invitations
from tutti.people.published import address_of
from tutti.scheduling.waitlist.seat import SeatKind


def activated(story: Story) -> EnrollmentActivated:
    return EnrollmentActivated(
        subject=story.enrollment.id,
        student_id=story.enrollment.student_id,
        teacher_id=story.teacher.id,
        lesson_id=story.lesson.id,
    )


def test_an_active_enrolment_brings_exactly_two_mails(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    for handler in (send_welcome.handler, notify_teacher.handler):
        story.tell(handler, activated(story), fact_id="fct_1")
        story.tell(handler, activated(story), fact_id="fct_1")
    teacher = address_of(forte.tenant, story.teacher.id)
    assert outbox.sent == [("welcome", "maria@home.test"), ("teacher_notice", teacher)]


def test_the_welcome_says_who_when_where_and_what_was_paid(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    story.tell(send_welcome.handler, activated(story))
    text = outbox.mails[0].text
    assert "Teacher: Ana Weber" in text
    assert "First lesson: Monday, 6 September 2027" in text
    assert "Time: 15:30–16:00 (Vienna time)" in text
    assert "Place: Main house, Room 2" in text
    assert "Paid: 180.00 EUR" in text
    assert "Invoice: 1" in text


def test_the_wall_time_is_the_one_of_the_school(allegro: School, outbox: Outbox) -> None:
    story = a_story(allegro)
    story.tell(send_welcome.handler, activated(story))
    assert "Time: 09:30–10:00 (Toronto time)" in outbox.mails[0].text


def test_the_welcome_carries_an_invitation_that_opens(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    story.tell(send_welcome.handler, activated(story))
    link = re.search(r"https://tutti.test/invitations#(\S+)", outbox.mails[0].text)
    assert link
    letter = invitations.get_invitation(link[1], now=utc_now())
    assert (letter.roles, letter.email) == ((Role.GUARDIAN,), "m***@home.test")


def test_a_welcome_that_is_tried_again_carries_the_same_invitation(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    for fact_id in ("fct_1", "fct_2"):
        story.tell(send_welcome.handler, activated(story), fact_id=fact_id)
    first, second = (re.search(r"invitations#(\S+)", mail.text) for mail in outbox.mails)
    assert first
    assert second
    assert first[1] == second[1]


def test_a_guardian_who_has_a_login_gets_no_invitation(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    a_member(forte, Role.GUARDIAN, id=story.enrollment.guardian_id)
    story.tell(send_welcome.handler, activated(story))
    assert "invitations" not in outbox.mails[0].text


def test_an_adult_student_is_spoken_to_herself(forte: School, outbox: Outbox) -> None:
    herself = LEO.model_copy(update={"given_name": "maria", "family_name": "Huber"})
    story = a_story(forte, student=herself)
    story.tell(send_welcome.handler, activated(story))
    assert outbox.mails[0].subject == "Welcome to Forte: your first lesson on Monday"


def test_the_office_hears_for_a_teacher_without_a_login(forte: School, outbox: Outbox) -> None:
    story = a_story(forte, has_login=False)
    story.tell(notify_teacher.handler, activated(story))
    assert outbox.sent == [("teacher_notice", "office@forte.test")]


def test_the_teacher_hears_no_more_of_the_family_than_a_name(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    story.tell(notify_teacher.handler, activated(story))
    said = outbox.mails[0].text + outbox.mails[0].html
    assert "Leo H." in said
    assert not any(secret in said for secret in ("Huber", "maria@home.test", "2345", "2017", "180"))


@pytest.mark.parametrize("handler", [send_welcome.handler, notify_teacher.handler])
def test_an_enrolment_that_was_taken_back_is_not_welcomed(
    forte: School, outbox: Outbox, handler: object
) -> None:
    story = a_story(forte, state=EnrollmentState.CONFIRMING)
    assert story.tell(handler, activated(story)) == []
    assert outbox.sent == []


def test_a_mail_that_fails_stays_in_its_queue_and_leaves_the_enrolment_alone(
    forte: School, outbox: Outbox
) -> None:
    story = a_story(forte)
    outbox.closed_to = {"maria@home.test"}
    assert story.tell(send_welcome.handler, activated(story), fact_id="fct_1") == [{"itemIdentifier": "m1"}]
    outbox.closed_to = set()
    assert story.tell(send_welcome.handler, activated(story), fact_id="fct_1") == []
    assert outbox.sent == [("welcome", "maria@home.test")]


def test_a_mailbox_that_bounced_gets_no_mail(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    MailboxStore(forte.tenant).mark("Maria@home.test", "Permanent")
    assert story.tell(send_welcome.handler, activated(story)) == []
    assert outbox.sent == []


def test_a_mailbox_that_is_cleared_gets_mail_again(forte: School, outbox: Outbox) -> None:
    story, mailboxes = a_story(forte), MailboxStore(forte.tenant)
    mailboxes.mark(MARIA.email, "Permanent")
    mailboxes.clear(MARIA.email)
    story.tell(send_welcome.handler, activated(story))
    assert len(outbox.sent) == 1


def test_who_waits_hears_the_place_in_line_and_where_to_look(forte: School, outbox: Outbox) -> None:
    story = a_story(forte, state=EnrollmentState.WAITLISTED)
    forte.tenant.table.write(joining(forte.tenant, story.enrollment, SeatKind.COHORT, now=utc_now()))
    story.tell(send_waitlist_notice.handler, EnrollmentWaitlisted(subject=story.enrollment.id))
    text = outbox.mails[0].text
    assert "Place in line: 1" in text
    page = f"https://tutti.test/{forte.studio.slug}/enrollments/{story.enrollment.id}"
    assert f"{page}?token=a-token-that-nobody-guesses" in text


def test_who_waits_no_longer_hears_nothing(forte: School, outbox: Outbox) -> None:
    story = a_story(forte, state=EnrollmentState.CANCELLED)
    story.tell(send_waitlist_notice.handler, EnrollmentWaitlisted(subject=story.enrollment.id))
    assert outbox.sent == []


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (EnrollmentState.EXPIRED, ["enrollment_expired"]),
        (EnrollmentState.CANCELLED, ["enrollment_cancelled"]),
        (EnrollmentState.REJECTED, []),
        (EnrollmentState.FAILED, []),
    ],
)
def test_an_ending_is_told_as_what_it_was(
    forte: School, outbox: Outbox, state: EnrollmentState, kinds: list[str]
) -> None:
    story = a_story(forte, state=state)
    story.tell(send_ending.handler, EnrollmentEnded(subject=story.enrollment.id, state=state))
    assert [mail.kind for mail in outbox.mails] == kinds


def test_a_refund_names_the_amount(forte: School, outbox: Outbox) -> None:
    story = a_story(forte, state=EnrollmentState.REFUNDED)
    story.tell(send_refund_notice.handler, EnrollmentRefunded(subject=story.enrollment.id))
    assert "Refunded: 180.00 EUR" in outbox.mails[0].text


def test_the_consumers_ask_for_the_table_and_the_post_and_no_more() -> None:
    grants = (Grant.WRITE, Grant.MAIL)
    assert send_welcome.handler.door == EventDoor(OnFact("EnrollmentActivated"), grants)
    assert send_ending.handler.door == EventDoor(OnFact("EnrollmentEnded"), grants)
