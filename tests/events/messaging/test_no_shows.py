"""What is written when a student does not come."""

from datetime import timedelta

import pytest

from functions.events.messaging import follow_up_no_show
from tests.events.messaging.story import STARTS_AT, Outbox, Story, a_story
from tests.events.messaging.test_lesson_reminders import a_classmate
from tests.support.school import School
from tutti.billing.credits_by_hand import CreditDraft, grant_credit
from tutti.kit.ids import new_id
from tutti.scheduling.attendance import LessonMissed
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.store import LessonStore


def missed(story: Story, *student_ids: str, fact_id: str = "") -> None:
    """Word comes that these students, or Leo, did not come."""
    students = student_ids or (story.enrollment.student_id,)
    fact = LessonMissed(subject=story.lesson.id, student_ids=students)
    assert story.tell(follow_up_no_show.handler, fact, fact_id=fact_id) == []


def leo_misses(story: Story) -> None:
    student_ids = (story.enrollment.student_id,)
    story.lesson_becomes(status=LessonStatus.MISSED, missed_ids=student_ids)


def an_earlier_one(story: Story, *, weeks: int, is_missed: bool = True) -> Lesson:
    """A lesson of Leo's so many weeks before, which he missed."""
    starts_at, store = STARTS_AT - timedelta(weeks=weeks), LessonStore(story.school.tenant)
    students = story.lesson.student_ids if is_missed else ()
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=30)}
    lesson = story.lesson.model_copy(update={"id": new_id("les"), "missed_ids": students, **times})
    story.school.tenant.table.write([store.creating(lesson), *store.entering(lesson, lesson.calendars)])
    return lesson


def test_the_family_hears_once_that_its_child_was_missed(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    leo_misses(story)
    missed(story)
    missed(story)
    assert outbox.sent == [("missed_lesson", "maria@home.test")]
    assert outbox.mails[0].subject == "We missed Leo on Monday"
    assert "makeup" not in outbox.mails[0].text


def test_a_family_with_credit_hears_of_the_makeup_lesson(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    draft = CreditDraft(student_id=story.enrollment.student_id, instrument="piano", minutes=45)
    grant_credit(forte.admin, draft, now=STARTS_AT)
    leo_misses(story)
    missed(story)
    assert "There are 45 minutes for a makeup lesson" in outbox.mails[0].text


def test_nothing_is_written_of_who_came_after_all(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    story.lesson_becomes(status=LessonStatus.COMPLETED, missed_ids=())
    missed(story)
    assert outbox.sent == []


def test_each_family_of_a_group_hears_of_its_own_child_alone(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    mia = a_classmate(story, "moser@home.test")
    both = (story.enrollment.student_id, mia.id)
    story.lesson_becomes(student_ids=both, missed_ids=both, status=LessonStatus.MISSED)
    missed(story, *both)
    assert {mail.to for mail in outbox.mails} == {"maria@home.test", "moser@home.test"}
    for mail in outbox.mails:
        others = {"maria@home.test", "moser@home.test"} - {mail.to}
        assert not any(address in mail.text + mail.html for address in others)
    assert "Leo" not in next(mail for mail in outbox.mails if mail.to == "moser@home.test").text


@pytest.mark.parametrize(("earlier", "is_told"), [(0, False), (1, True), (2, False)])
def test_the_office_hears_of_the_second_no_show_in_a_term(
    earlier: int, is_told: bool, forte: School, outbox: Outbox
) -> None:
    story = a_story(forte)
    for weeks in range(earlier):
        an_earlier_one(story, weeks=weeks + 1)
    an_earlier_one(story, weeks=5, is_missed=False)
    an_earlier_one(story, weeks=52)
    leo_misses(story)
    missed(story)
    alerts = [mail for mail in outbox.mails if mail.kind == "no_show_alert"]
    assert bool(alerts) is is_told
    assert [mail.to for mail in alerts] == [forte.studio.email] * is_told


def test_of_two_no_shows_that_are_told_at_once_the_office_hears_once(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    second, third = an_earlier_one(story, weeks=2), an_earlier_one(story, weeks=1)
    for lesson in (third, second):
        fact = LessonMissed(subject=lesson.id, student_ids=lesson.missed_ids)
        assert story.tell(follow_up_no_show.handler, fact) == []
    assert [mail.subject for mail in outbox.mails if mail.kind == "no_show_alert"] == [
        "Leo Huber was absent 2 times in 2027"
    ]
