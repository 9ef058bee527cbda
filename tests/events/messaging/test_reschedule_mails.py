"""Who hears what of other times for a lesson: links to choose by, how it ended, where the lesson is now."""

import re

import pytest

from functions.events.messaging import send_lesson_moved, send_reschedule_ending, send_reschedule_offer
from tests.events.messaging.story import Outbox
from tests.support.bills import told
from tests.support.paper import on_paper
from tests.support.people import a_member
from tests.support.rescheduling import Offer, Rescheduling, delivered
from tests.support.school import School
from tests.support.timetable import a_timetable
from tutti.kit.role import Role

CONSUMERS = {
    "RescheduleOffered": send_reschedule_offer,
    "RescheduleEnded": send_reschedule_ending,
    "LessonMoved": send_lesson_moved,
}


@pytest.fixture
def rescheduling(forte: School, monkeypatch: pytest.MonkeyPatch) -> Rescheduling:
    made = Rescheduling(a_timetable(forte), on_paper(monkeypatch))
    a_member(forte, Role.TEACHER, id=made.day.teacher.id)
    return made


def _mailed(outbox: Outbox, offer: Offer) -> list[tuple[str, str]]:
    """What is sent when the facts of this offer reach the mails, as kind and side."""
    for name, consumer in CONSUMERS.items():
        for fact in told(offer.day.school, name):
            delivered(consumer.handler, fact)
    guardian = offer.day.guardian.email
    return [(kind, "family" if to == guardian else "school") for kind, to in outbox.sent]


def test_the_family_has_a_link_for_each_time_and_one_for_none(
    rescheduling: Rescheduling, outbox: Outbox
) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    assert _mailed(outbox, offer) == [("reschedule_offer", "family")]
    [mail] = outbox.mails
    page = f"https://tutti.test/{rescheduling.day.school.studio.slug}/reschedules/{offer.id}"
    links = [f"{page}?token={offer.reschedule.token}&answer={answer}" for answer in ("0", "1", "none")]
    assert re.findall(r"https\S+", mail.text) == links


def test_the_school_hears_of_a_familys_wish_and_no_secret(rescheduling: Rescheduling, outbox: Outbox) -> None:
    offer = rescheduling.offers(rescheduling.lesson(), by=rescheduling.day.parent, note="Concert that day")
    assert _mailed(outbox, offer) == [("reschedule_wish", "school")]
    [mail] = outbox.mails
    assert "Concert that day" in mail.text
    assert offer.reschedule.token not in mail.text + mail.html


def test_an_offer_that_was_answered_before_the_mail_is_not_sent(
    rescheduling: Rescheduling, outbox: Outbox
) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    offer.withdraw()
    assert _mailed(outbox, offer) == []


def test_family_and_teacher_hear_where_the_lesson_is_now(rescheduling: Rescheduling, outbox: Outbox) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    offer.accept(1)
    offer.goes_on()
    assert _mailed(outbox, offer) == [("lesson_moved", "family"), ("lesson_moved", "school")]
    assert "Time: 15:00–15:30 (Vienna time)" in outbox.mails[0].text


@pytest.mark.parametrize(
    ("ending", "heard"),
    [
        ("decline", [("reschedule_ended", "school")]),
        ("lapses", [("reschedule_ended", "family"), ("reschedule_ended", "school")]),
        ("withdraw", [("reschedule_ended", "family")]),
    ],
)
def test_who_waits_for_word_hears_how_it_ended(
    rescheduling: Rescheduling, outbox: Outbox, ending: str, heard: list[tuple[str, str]]
) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    getattr(offer, ending)()
    offer.goes_on()
    assert _mailed(outbox, offer) == heard


def test_facts_that_come_twice_send_one_mail(rescheduling: Rescheduling, outbox: Outbox) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    _mailed(outbox, offer)
    assert _mailed(outbox, offer) == [("reschedule_offer", "family")]


def test_a_mailbox_that_is_closed_keeps_nobody_else_waiting(
    rescheduling: Rescheduling, outbox: Outbox
) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    offer.accept()
    offer.goes_on()
    outbox.closed_to = {rescheduling.day.guardian.email}
    assert _mailed(outbox, offer) == [("lesson_moved", "school")]
    outbox.closed_to = set()
    assert _mailed(outbox, offer) == [("lesson_moved", "school"), ("lesson_moved", "family")]
