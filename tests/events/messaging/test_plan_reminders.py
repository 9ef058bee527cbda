"""Schedules that follow the lesson."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.events.messaging import plan_reminders, send_reminder
from tests.events.messaging.story import STARTS_AT, Outbox, Story, a_story
from tests.support.door import Call
from tests.support.paper_sagas import PaperSchedules
from tests.support.school import School
from tutti.kit.due import Timers
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.messaging.preferences import ReminderPreferenceChanged
from tutti.messaging.reminders import ReminderDue, Reminders
from tutti.scheduling.lesson import LessonStatus
from tutti.scheduling.service import LessonCancelled, LessonScheduled
from tutti.scheduling.store import LessonStore
from tutti.studios.model import ReminderKind
from tutti.studios.store import StudioStore

DAY, HOUR = ReminderKind.DAY_BEFORE, ReminderKind.HOUR_BEFORE


@pytest.fixture
def scheduler(monkeypatch: pytest.MonkeyPatch) -> PaperSchedules:
    paper = PaperSchedules()
    monkeypatch.setattr(plan_reminders, "Reminders", lambda: Reminders(Timers(paper)))
    return paper


def plan(story: Story, lesson_id: str = "") -> None:
    """The lesson's fact comes."""
    subject = lesson_id or story.lesson.id
    assert story.tell(plan_reminders.handler, LessonScheduled(subject=subject, teacher_id="per")) == []


def planned(scheduler: PaperSchedules, story: Story) -> dict[str, datetime]:
    """The schedules by kind."""
    return {name.partition(f"{story.lesson.id}-")[2]: at for name, at in scheduler.names.items()}


def studio_reminds(school: School, *kinds: ReminderKind) -> None:
    studios = StudioStore(school.tenant)
    before = studios.current()
    policy = before.policy.model_copy(update={"reminder_kinds": kinds})
    studios.replace(before, before.model_copy(update={"policy": policy}))


def prefers(story: Story, person_id: str, kinds: list[str] | None) -> None:
    """The office writes down what somebody wants, and word of it comes."""
    call, office = Call(), story.school.admin
    version = call.get_reminder_preferences(by=office, person_id=person_id)["version"]
    body: dict[str, Any] = {"kinds": kinds, "version": version}
    assert call.update_reminder_preferences(body, by=office, person_id=person_id).status == 200
    story.tell(plan_reminders.handler, ReminderPreferenceChanged(subject=person_id))


def wake(story: Story, kind: ReminderKind, starts_at: datetime = STARTS_AT) -> None:
    """The reminder of this kind falls due."""
    due = ReminderDue(subject=story.lesson.id, kind=kind, starts_at=starts_at)
    assert story.tell(send_reminder.handler, due) == []


def test_a_lesson_has_one_schedule_of_each_kind_the_studio_wants(
    forte: School, scheduler: PaperSchedules
) -> None:
    story = a_story(forte)
    plan(story)
    assert planned(scheduler, story) == {"day_before": STARTS_AT - timedelta(days=1)}
    studio_reminds(forte, DAY, HOUR)
    plan(story)
    plan(story)
    assert planned(scheduler, story) == {
        "day_before": STARTS_AT - timedelta(days=1),
        "hour_before": STARTS_AT - timedelta(hours=1),
    }


def test_a_lesson_that_moves_takes_its_schedules_along(forte: School, scheduler: PaperSchedules) -> None:
    story, later = a_story(forte), STARTS_AT + timedelta(days=3)
    plan(story)
    story.lesson_becomes(starts_at=later, ends_at=later + timedelta(minutes=30))
    plan(story)
    assert planned(scheduler, story) == {"day_before": later - timedelta(days=1)}


@pytest.mark.parametrize("status", [LessonStatus.CANCELLED, LessonStatus.DECLINED, LessonStatus.REQUESTED])
def test_a_lesson_that_does_not_stand_has_no_schedules(
    status: LessonStatus, forte: School, scheduler: PaperSchedules
) -> None:
    story = a_story(forte)
    plan(story)
    story.lesson_becomes(status=status)
    story.tell(plan_reminders.handler, LessonCancelled(subject=story.lesson.id))
    assert planned(scheduler, story) == {}


def test_facts_in_the_wrong_order_leave_what_fits_the_lesson(
    forte: School, scheduler: PaperSchedules
) -> None:
    story = a_story(forte)
    story.lesson_becomes(status=LessonStatus.CANCELLED)
    story.tell(plan_reminders.handler, LessonCancelled(subject=story.lesson.id))
    plan(story)
    assert planned(scheduler, story) == {}


def test_a_lesson_that_is_cancelled_while_it_is_planned_keeps_no_schedule(
    forte: School, scheduler: PaperSchedules, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = a_story(forte)
    put = scheduler.put

    def cancelled_meanwhile(name: str, at: datetime, payload: str) -> None:
        put(name, at, payload)
        if LessonStore(forte.tenant).get(story.lesson.id).status is LessonStatus.CONFIRMED:
            story.lesson_becomes(status=LessonStatus.CANCELLED)

    monkeypatch.setattr(scheduler, "put", cancelled_meanwhile)
    plan(story)
    assert planned(scheduler, story) == {}


def test_a_lesson_that_nobody_knows_has_no_schedules(forte: School, scheduler: PaperSchedules) -> None:
    story = a_story(forte)
    plan(story, new_id("les"))
    assert scheduler.names == {}


def test_a_family_that_wants_another_kind_gets_it_and_not_the_studios(
    forte: School, scheduler: PaperSchedules, outbox: Outbox
) -> None:
    story = a_story(forte)
    plan(story)
    prefers(story, story.enrollment.guardian_id or "", ["hour_before"])
    assert list(planned(scheduler, story)) == ["hour_before"]
    wake(story, DAY)
    assert outbox.sent == []
    wake(story, HOUR)
    assert outbox.sent == [("lesson_reminder", "maria@home.test")]


def test_a_family_that_wants_none_gets_none(forte: School, scheduler: PaperSchedules, outbox: Outbox) -> None:
    story = a_story(forte)
    plan(story)
    prefers(story, story.enrollment.guardian_id or "", [])
    assert planned(scheduler, story) == {}
    wake(story, DAY)
    assert outbox.sent == []
    prefers(story, story.enrollment.guardian_id or "", None)
    assert list(planned(scheduler, story)) == ["day_before"]


def test_a_teacher_is_reminded_who_asks_for_it(
    forte: School, scheduler: PaperSchedules, outbox: Outbox
) -> None:
    story = a_story(forte)
    prefers(story, story.teacher.id, ["hour_before"])
    plan(story)
    assert sorted(planned(scheduler, story)) == ["day_before", "hour_before"]
    for due in (DAY, HOUR, HOUR):
        wake(story, due)
    to_family, to_teacher = outbox.sent
    assert (to_family[0], to_teacher[0]) == ("lesson_reminder", "teaching_reminder")
    assert to_teacher[1].endswith("@people.test")
    assert "Leo" not in outbox.mails[1].text


def test_who_heard_the_day_before_hears_nothing_an_hour_before(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    wake(story, DAY)
    wake(story, HOUR)
    assert [mail.subject for mail in outbox.mails] == ["Tomorrow, 15:30: Leo’s lesson at Forte"]


def test_who_could_not_hear_the_day_before_hears_an_hour_before(forte: School, outbox: Outbox) -> None:
    story = a_story(forte)
    wake(story, HOUR)
    wake(story, DAY)
    assert [mail.subject for mail in outbox.mails] == ["In an hour: Leo’s lesson at Forte"]


def test_preferences_are_for_the_office_and_the_person(forte: School, allegro: School) -> None:
    story, call = a_story(forte), Call()
    person_id = story.enrollment.guardian_id or ""
    own = forte.caller(Role.GUARDIAN, person_id)
    for caller in (forte.owner, forte.admin, own):
        reply = call.get_reminder_preferences(by=caller, person_id=person_id)
        assert (reply.status, reply["version"], reply.body.get("kinds")) == (200, 1, None)
    for caller in (forte.guardian, forte.teacher, forte.student, allegro.owner):
        assert call.get_reminder_preferences(by=caller, person_id=person_id).problem == "NoSuchPerson"
        body = {"kinds": [], "version": 1}
        assert (
            call.update_reminder_preferences(body, by=caller, person_id=person_id).problem == "NoSuchPerson"
        )
    assert call.get_reminder_preferences(by=forte.admin, person_id=new_id("per")).problem == "NoSuchPerson"


def test_a_preference_that_somebody_changed_meanwhile_is_not_overwritten(forte: School) -> None:
    story, call = a_story(forte), Call()
    person_id = story.enrollment.guardian_id or ""
    first, again = (
        call.update_reminder_preferences({"kinds": [], "version": 1}, by=forte.admin, person_id=person_id)
        for _ in range(2)
    )
    assert (first["kinds"], first["version"]) == ([], 2)
    assert again.problem == "VersionConflict"


def test_refuses_kinds_that_nobody_knows(forte: School) -> None:
    body = {"kinds": ["a_week_before"], "version": 1}
    reply = Call().update_reminder_preferences(body, by=forte.admin, person_id=new_id("per"))
    assert reply.status == 422
