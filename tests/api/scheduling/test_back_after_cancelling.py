"""A seat that was cancelled, settled, and taken again: nothing is credited twice, and nothing is stuck."""

from typing import Any

import pytest

from tests.support.cancellable import FEES, Cancellable, set_policy
from tests.support.door import Call, Reply
from tests.support.school import School
from tutti.billing.crediting import credits_of
from tutti.kit.clock import utc_now
from tutti.scheduling.cancellation import cancelling
from tutti.scheduling.cancellation.cancellation import CancellationRequest, cancellation_id_of
from tutti.scheduling.cancellation.case import CancellationReason
from tutti.scheduling.cancellation.settling import settle
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.store import LessonStore


@pytest.fixture
def piano(forte: School) -> Cancellable:
    return Cancellable(forte)


def _cancelled_by_family(call: Call, piano: Cancellable, lesson: Lesson) -> Reply:
    body = {"reason": "travel", "student_id": piano.student.id}
    reply: Reply = call.cancel_lesson(body, by=piano.parent, lesson_id=lesson.id)
    return reply


def _minutes(piano: Cancellable, student_id: str) -> int:
    return sum(lot.left for lot in credits_of(piano.school.tenant, student_id))


def test_a_family_does_not_take_the_seat_again_that_it_was_credited_for(
    call: Call, piano: Cancellable
) -> None:
    lesson = piano.a_group(piano.student, open_to_families=True)
    assert _cancelled_by_family(call, piano, lesson)["parts"][0]["credit_minutes"] == 30
    body = {"student_id": piano.student.id}
    assert call.join_lesson(body, by=piano.parent, lesson_id=lesson.id).problem == "CancelledBefore"
    assert call.join_lesson(body, by=piano.office, lesson_id=lesson.id).status == 200


def test_a_lesson_is_credited_once_although_it_is_cancelled_twice(call: Call, piano: Cancellable) -> None:
    lesson, other = piano.a_group(piano.student), piano.a_child()
    _cancelled_by_family(call, piano, lesson)
    for student in (piano.student, other):
        call.join_lesson({"student_id": student.id}, by=piano.office, lesson_id=lesson.id)
    reply = call.cancel_lesson({"reason": "illness"}, by=piano.office, lesson_id=lesson.id)
    assert (reply.status, [part["credit_minutes"] for part in reply["parts"]]) == (200, [30, 30])
    assert [_minutes(piano, one.id) for one in (piano.student, other)] == [30, 30]
    assert not any(piano.is_busy(one.id, lesson) for one in (piano.student, other))


def test_what_the_office_decides_before_a_group_is_settled_is_credited_once(
    call: Call, piano: Cancellable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    set_policy(piano.school, FEES | {"rules": [], "otherwise": {"outcome": "ask"}})
    other, tenant = piano.a_child(), piano.school.tenant
    lesson = piano.a_group(piano.student, other)
    monkeypatch.setattr(cancelling, "AT_ONCE", 1)
    monkeypatch.setattr(cancelling, "settle", dies)
    request = CancellationRequest(reason=CancellationReason.ILLNESS)
    with pytest.raises(KeyboardInterrupt):
        cancelling.cancel_lesson(piano.office, lesson.id, request, now=utc_now())
    named = cancellation_id_of(lesson.id)
    decision = {"outcome": {"outcome": "credit"}, "version": 1}
    assert call.decide_cancellation(decision, by=piano.office, cancellation_id=named).status == 200
    settle(tenant, named, now=utc_now())
    assert not piano.is_busy(other.id, lesson)
    assert [_minutes(piano, one.id) for one in (piano.student, other)] == [30, 30]


def test_staff_that_names_one_of_several_does_not_cancel_for_all(call: Call, piano: Cancellable) -> None:
    lesson = piano.a_group(piano.student, piano.a_child())
    body = {"reason": "illness", "student_id": piano.student.id}
    assert call.cancel_lesson(body, by=piano.office, lesson_id=lesson.id).problem == "WholeLesson"
    assert piano.now(lesson) == lesson


def test_a_large_group_is_decided_in_several_steps(call: Call, piano: Cancellable) -> None:
    set_policy(piano.school, FEES | {"rules": [], "otherwise": {"outcome": "ask"}})
    lesson, lessons = piano.a_group(piano.student), LessonStore(piano.school.tenant)
    students = tuple(piano.a_child().id for _ in range(60))
    lessons.replace(lesson, lesson.model_copy(update={"student_ids": students}))
    record = call.cancel_lesson({"reason": "illness"}, by=piano.office, lesson_id=lesson.id)
    for asked in (10, 0):
        decision = {"outcome": {"outcome": "credit"}, "version": record["version"]}
        record = call.decide_cancellation(decision, by=piano.office, cancellation_id=record["id"])
        assert record.status == 200, record.body
        assert sum(part["outcome"] == "ask" for part in record["parts"]) == asked
    assert [_minutes(piano, one) for one in students] == [30] * 60
