"""The mail before a lesson."""

from datetime import timedelta

from functions.events.messaging import send_reminder
from tests.events.messaging.story import STARTS_AT, Outbox, Story, a_story
from tests.support.people import a_guardian, a_student
from tests.support.school import School
from tutti.enrollment.store import CohortStore
from tutti.kit.changes import Put
from tutti.kit.ids import new_id
from tutti.kit.record import Record
from tutti.messaging.reminders import ReminderDue
from tutti.people.family import Family, Student
from tutti.people.store import FamilyStore, StudentStore
from tutti.scheduling.lesson import LessonStatus
from tutti.studios.model import ReminderKind


def wake(
    story: Story, kind: ReminderKind = ReminderKind.DAY_BEFORE, lesson_id: str | None = None
) -> list[dict[str, str]]:
    """Let a reminder of the lesson fall due."""
    due = ReminderDue(subject=lesson_id or story.lesson.id, kind=kind, starts_at=STARTS_AT)
    return story.tell(send_reminder.handler, due)


def a_classmate(story: Story, email: str) -> Student:
    """Another student, whose guardian has this address."""
    family = FamilyStore(story.school.tenant).create(Family(id=new_id("fam"), name="Moser"))
    a_guardian(story.school, family, email=email)
    return a_student(story.school, family)


def test_the_guardian_is_reminded_once_however_often_the_schedule_fires(
    forte: School, outbox: Outbox
) -> None:
    story = a_story(forte)
    wake(story)
    wake(story)
    assert outbox.sent == [("lesson_reminder", "maria@home.test")]
    assert outbox.mails[0].subject == "Tomorrow, 15:30: Leo’s lesson at Forte"


def test_an_hour_before_it_says_so(forte: School, outbox: Outbox) -> None:
    wake(a_story(forte), kind=ReminderKind.HOUR_BEFORE)
    assert outbox.mails[0].subject == "In an hour: Leo’s lesson at Forte"


def test_a_cancelled_lesson_reminds_nobody(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    story.lesson_becomes(status=LessonStatus.CANCELLED)
    wake(story)
    assert outbox.sent == []


def test_a_lesson_that_has_moved_reminds_nobody_of_its_old_time(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    story.lesson_becomes(
        starts_at=STARTS_AT + timedelta(days=1), ends_at=STARTS_AT + timedelta(days=1, hours=1)
    )
    wake(story)
    assert outbox.sent == []


def test_a_lesson_that_is_gone_reminds_nobody(forte: School, outbox: Outbox) -> None:
    wake(a_story(forte), lesson_id=new_id("les"))
    assert outbox.sent == []


def test_a_student_who_has_left_is_not_reminded(forte: School, outbox: Outbox) -> None:
    story, students = a_story(forte), StudentStore(forte.tenant)
    leo = students.get(story.enrollment.student_id)
    students.replace(leo, leo.model_copy(update={"is_active": False}))
    wake(story)
    assert outbox.sent == []


def test_in_a_cohort_every_family_is_reminded(forte: School, outbox: Outbox) -> None:
    story, cohort_id = a_story(forte), new_id("coh")
    mia = a_classmate(story, "moser@home.test")
    cohorts = CohortStore(forte.tenant)
    keys = [cohorts.roster_key(cohort_id, who) for who in (story.enrollment.student_id, mia.id)]
    forte.tenant.table.write(
        Put(Record(key.pk, key.sk, kind="Seated", owner=key.sk.removeprefix("STUDENT#"))) for key in keys
    )
    story.lesson_becomes(cohort_id=cohort_id, student_ids=())
    wake(story)
    assert {to for _, to in outbox.sent} == {"maria@home.test", "moser@home.test"}


def test_one_mailbox_that_fails_does_not_keep_the_others_waiting(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    mia = a_classmate(story, "moser@home.test")
    story.lesson_becomes(student_ids=(story.enrollment.student_id, mia.id))
    outbox.closed_to = {"maria@home.test"}
    assert wake(story) == [{"itemIdentifier": "m1"}]
    assert outbox.sent == [("lesson_reminder", "moser@home.test")]
    outbox.closed_to = set()
    wake(story)
    assert outbox.sent == [("lesson_reminder", "moser@home.test"), ("lesson_reminder", "maria@home.test")]


def test_a_family_without_a_guardian_is_passed_over(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    family = FamilyStore(forte.tenant).create(Family(id=new_id("fam"), name="Nobody"))
    orphan = a_student(forte, family)
    story.lesson_becomes(student_ids=(orphan.id,))
    wake(story)
    assert outbox.sent == []
