"""What families and teachers hear of a cancelled lesson."""

import pytest

from functions.events.messaging import send_cancellation_notice
from tests.events.messaging.story import Outbox
from tests.support.cancellable import FACTS, FEES, Cancellable, deliver, set_policy
from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_member
from tests.support.school import School
from tutti.kit.role import Role


@pytest.fixture
def piano(forte: School) -> Cancellable:
    return Cancellable(forte)


def tell(school: School) -> None:
    deliver(school, send_cancellation_notice.handler, *FACTS)


def test_the_family_reads_what_it_is_credited_and_until_when(
    call: Call, piano: Cancellable, outbox: Outbox
) -> None:
    call.cancel_lesson({"reason": "travel"}, by=piano.parent, lesson_id=piano.a_lesson().id)
    tell(piano.school)
    (mail,) = outbox.mails
    assert (mail.kind, mail.to) == ("cancellation_notice", piano.guardian.email)
    assert mail.subject.startswith("Cancelled: Sam’s lesson on ")
    assert "is cancelled, as you asked" in mail.text
    assert "30 minutes are credited to you, for any piano lesson before" in mail.text


def test_the_family_reads_of_a_fee_in_plain_words(call: Call, piano: Cancellable, outbox: Outbox) -> None:
    set_policy(piano.school, FEES)
    call.cancel_lesson({"reason": "travel"}, by=piano.parent, lesson_id=piano.a_lesson(hours=2).id)
    tell(piano.school)
    assert "a fee of 25.00 EUR" in outbox.mails[0].text


def test_the_teacher_hears_that_the_time_is_free_again(
    call: Call, piano: Cancellable, outbox: Outbox
) -> None:
    teacher = a_member(piano.school, Role.TEACHER, id=piano.teacher.id)
    call.cancel_lesson({"reason": "travel"}, by=piano.parent, lesson_id=piano.a_lesson().id)
    tell(piano.school)
    assert outbox.sent[1] == ("teaching_cancelled", teacher.email)
    assert "Your time is free again" in outbox.mails[1].text
    assert "credit" not in outbox.mails[1].text


def test_the_teacher_who_cancels_needs_no_word_of_it(call: Call, piano: Cancellable, outbox: Outbox) -> None:
    a_member(piano.school, Role.TEACHER, id=piano.teacher.id)
    call.cancel_lesson({"reason": "illness"}, by=piano.taught_by, lesson_id=piano.a_lesson().id)
    tell(piano.school)
    assert [kind for kind, _ in outbox.sent] == ["cancellation_notice"]
    assert "We are sorry" in outbox.mails[0].text


def test_every_family_of_a_group_hears_once_and_nothing_of_the_others(
    call: Call, piano: Cancellable, outbox: Outbox
) -> None:
    curie = a_family(piano.school, "Curie")
    other = a_guardian(piano.school, curie, given_name="Marie")
    lesson = piano.a_group(piano.student, piano.a_child(curie))
    call.cancel_lesson({"reason": "closure"}, by=piano.office, lesson_id=lesson.id)
    for _ in range(2):
        tell(piano.school)
    assert sorted(mail.to for mail in outbox.mails) == sorted([piano.guardian.email, other.email])


def test_who_leaves_a_group_hears_it_alone(call: Call, piano: Cancellable, outbox: Outbox) -> None:
    a_guardian(piano.school, curie := a_family(piano.school, "Curie"))
    lesson = piano.a_group(piano.student, piano.a_child(curie))
    body = {"reason": "illness", "student_id": piano.student.id}
    call.cancel_lesson(body, by=piano.parent, lesson_id=lesson.id)
    tell(piano.school)
    assert [mail.to for mail in outbox.mails] == [piano.guardian.email]
    assert "Sam is excused from this lesson" in outbox.mails[0].text


def test_the_family_hears_what_the_office_decides(call: Call, piano: Cancellable, outbox: Outbox) -> None:
    set_policy(piano.school, FEES)
    lesson = piano.a_lesson(hours=2)
    asked = call.cancel_lesson({"reason": "illness"}, by=piano.parent, lesson_id=lesson.id)
    tell(piano.school)
    assert "The school will decide" in outbox.mails[0].text
    body = {"outcome": {"outcome": "waive"}, "version": asked["version"]}
    call.decide_cancellation(body, by=piano.office, cancellation_id=asked["id"])
    deliver(piano.school, send_cancellation_notice.handler, "CancellationDecided")
    assert "nothing is credited" in outbox.mails[1].text
    assert outbox.mails[1].subject.startswith("About Sam’s lesson")
