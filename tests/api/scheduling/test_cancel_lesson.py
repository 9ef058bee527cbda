"""Cancelling a lesson: one write that frees, credits, charges, asks and tells."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.bills import told
from tests.support.cancellable import Cancellable
from tests.support.door import Call, Reply
from tests.support.people import a_family, a_guardian
from tests.support.school import School
from tutti.billing.credit import balance
from tutti.billing.crediting import credits_of
from tutti.kit.clock import local_date, utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.scheduling.lesson import Lesson, LessonStatus
from tutti.scheduling.store import LessonStore


@pytest.fixture
def piano(forte: School) -> Cancellable:
    return Cancellable(forte)


def cancel(call: Call, lesson: Lesson, by: Any, reason: str = "other", **more: Any) -> Reply:
    reply: Reply = call.cancel_lesson({"reason": reason} | more, by=by, lesson_id=lesson.id)
    return reply


def open_minutes(piano: Cancellable, student_id: str | None = None) -> int:
    lots = credits_of(piano.school.tenant, student_id or piano.student.id)
    return balance(lots, local_date(utc_now(), "Europe/Vienna")).open


def test_a_family_that_cancels_in_good_time_has_a_credit_of_the_whole_lesson(
    call: Call, piano: Cancellable
) -> None:
    lesson = piano.a_lesson(hours=25, minutes=45)
    reply = cancel(call, lesson, piano.parent, "travel", note="Grandma’s birthday")
    (part,) = reply["parts"]
    assert (reply.status, part["rule"], part["outcome"]) == (200, "In good time", "credit")
    (lot,) = credits_of(piano.school.tenant, piano.student.id)
    assert (lot.minutes, lot.instrument, lot.lesson_id, lot.policy_version) == (45, "piano", lesson.id, 1)
    lesson_on = local_date(lesson.starts_at, "Europe/Vienna")
    assert lot.expires_on == lesson_on + timedelta(days=180)


def test_a_cancelled_lesson_says_who_why_and_by_which_rule(call: Call, piano: Cancellable) -> None:
    lesson = piano.a_lesson()
    cancel(call, lesson, piano.parent, "illness", note="Fever")
    after = piano.now(lesson)
    assert (after.status, after.sequence) == (LessonStatus.CANCELLED, 1)
    said = after.cancellation
    assert said
    assert (said.by, said.reason, said.note) == (Role.GUARDIAN, "illness", "Fever")
    assert (said.outcome, said.rule, said.credit_minutes) == ("credit", "In good time", 30)


def test_the_time_of_teacher_and_student_is_free_again_and_the_calendar_still_shows_the_lesson(
    call: Call, piano: Cancellable
) -> None:
    lesson = piano.a_lesson()
    assert piano.is_busy(piano.teacher.id, lesson)
    cancel(call, lesson, piano.parent)
    assert not piano.is_busy(piano.teacher.id, lesson)
    assert not piano.is_busy(piano.student.id, lesson)
    assert LessonStore(piano.school.tenant).is_in_calendar_of([piano.student.id], lesson)


def test_one_fact_names_everything_that_others_need(call: Call, piano: Cancellable) -> None:
    lesson = piano.a_lesson()
    reply = cancel(call, lesson, piano.taught_by, "unavailable")
    (fact,) = told(piano.school, "LessonCancelled")
    assert fact.subject == lesson.id
    assert fact.data["student_ids"] == [piano.student.id]
    assert (fact.data["by"], fact.data["cancellation_id"]) == ("teacher", reply["id"])


def test_a_lesson_cancelled_twice_is_cancelled_once(call: Call, piano: Cancellable) -> None:
    lesson = piano.a_lesson()
    first, second = (cancel(call, lesson, piano.parent) for _ in range(2))
    assert (second.status, second.body) == (200, first.body)
    assert open_minutes(piano) == 30
    assert len(told(piano.school, "LessonCancelled")) == 1


def test_who_comes_after_somebody_else_cancelled_hears_so(call: Call, piano: Cancellable) -> None:
    lesson = piano.a_lesson()
    cancel(call, lesson, piano.parent)
    reply = cancel(call, lesson, piano.taught_by)
    assert (reply.status, reply.problem) == (409, "AlreadyCancelled")


def test_a_lesson_that_has_begun_is_not_cancelled(call: Call, piano: Cancellable) -> None:
    lesson = piano.a_lesson(hours=-1)
    for caller in (piano.parent, piano.taught_by, piano.office):
        reply = cancel(call, lesson, caller)
        assert (reply.status, reply.problem) == (409, "LessonOver")
    assert piano.now(lesson).status is LessonStatus.CONFIRMED


def test_a_lesson_that_changed_since_it_was_read_is_not_cancelled(call: Call, piano: Cancellable) -> None:
    lesson = piano.a_lesson()
    reply = cancel(call, lesson, piano.parent, version=7)
    assert (reply.status, reply.problem) == (409, "LessonChanged")
    assert cancel(call, lesson, piano.parent, version=lesson.version).status == 200


def test_only_those_concerned_cancel_a_lesson(call: Call, piano: Cancellable, allegro: School) -> None:
    lesson, school = piano.a_lesson(), piano.school
    for caller in (
        school.guardian,
        school.student,
        school.teacher,
        school.manager(new_id("loc")),
        allegro.owner,
    ):
        assert cancel(call, lesson, caller).status == 404
    assert piano.now(lesson) == lesson
    other = a_family(school, "Curie")
    stranger = school.caller(Role.GUARDIAN, a_guardian(school, other).id)
    for body in ({}, {"student_id": piano.student.id}):
        assert cancel(call, lesson, stranger, **body).problem == "NoSuchLesson"


@pytest.mark.parametrize("who", ["parent", "child", "taught_by", "office"])
def test_the_family_its_teacher_and_the_office_may_cancel(call: Call, piano: Cancellable, who: str) -> None:
    assert cancel(call, piano.a_lesson(), getattr(piano, who)).status == 200
    assert open_minutes(piano) == 30


def test_a_late_cancellation_brings_nothing_by_the_default_policy(call: Call, piano: Cancellable) -> None:
    reply = cancel(call, piano.a_lesson(hours=3), piano.parent)
    assert (reply["parts"][0]["outcome"], reply["parts"][0]["rule"]) == ("waive", "Otherwise")
    assert open_minutes(piano) == 0


def test_the_third_illness_of_a_term_is_the_offices_to_decide(call: Call, piano: Cancellable) -> None:
    outcomes = [
        cancel(call, piano.a_lesson(hours=n), piano.parent, "illness")["parts"][0]["outcome"]
        for n in (1, 2, 3)
    ]
    assert outcomes == ["credit", "credit", "ask"]
    assert open_minutes(piano) == 60


def test_the_school_that_cancels_at_the_last_minute_credits_the_lesson(
    call: Call, piano: Cancellable
) -> None:
    assert cancel(call, piano.a_lesson(hours=1), piano.office, "closure")["parts"][0]["outcome"] == "credit"


def test_a_student_leaves_a_group_that_goes_on_without(call: Call, piano: Cancellable) -> None:
    other = piano.a_child(a_family(piano.school, "Curie"))
    lesson = piano.a_group(piano.student, other)
    reply = cancel(call, lesson, piano.parent, student_id=piano.student.id)
    after = piano.now(lesson)
    assert (reply["is_whole"], after.status, after.student_ids) == (
        False,
        LessonStatus.CONFIRMED,
        (other.id,),
    )
    assert [piano.is_busy(one, lesson) for one in (piano.student.id, other.id, piano.teacher.id)] == [
        False,
        True,
        True,
    ]
    assert (open_minutes(piano), open_minutes(piano, other.id)) == (30, 0)
    assert [fact.data["student_id"] for fact in told(piano.school, "LessonLeft")] == [piano.student.id]
    assert not told(piano.school, "LessonCancelled")


def test_leaving_a_group_again_gives_the_same_reply_and_no_second_credit(
    call: Call, piano: Cancellable
) -> None:
    lesson = piano.a_group(piano.student, piano.a_child())
    first, second = (cancel(call, lesson, piano.parent, student_id=piano.student.id) for _ in range(2))
    assert (second.status, second.body, open_minutes(piano)) == (200, first.body, 30)


def test_a_family_says_which_child_leaves_a_group(call: Call, piano: Cancellable) -> None:
    lesson = piano.a_group(piano.student, piano.a_child())
    reply = cancel(call, lesson, piano.parent)
    assert (reply.status, reply.problem) == (422, "NameTheChild")


def test_the_school_cancels_a_group_for_all_and_credits_each(call: Call, piano: Cancellable) -> None:
    children = [piano.a_child(a_family(piano.school, f"Family {n}")) for n in range(3)]
    lesson = piano.a_group(*children)
    reply = cancel(call, lesson, piano.taught_by, "illness")
    assert reply["is_whole"]
    assert [open_minutes(piano, one.id) for one in children] == [30, 30, 30]
    assert not any(piano.is_busy(one.id, lesson) for one in children)


def test_a_group_too_large_for_one_write_is_settled_to_the_last_student(
    call: Call, piano: Cancellable
) -> None:
    children = [piano.a_child() for _ in range(60)]
    lesson = piano.a_group(*children)
    reply = cancel(call, lesson, piano.office, "closure")
    assert reply["unsettled_ids"] == []
    assert {open_minutes(piano, one.id) for one in children} == {30}
    assert not any(piano.is_busy(one.id, lesson) for one in children)
