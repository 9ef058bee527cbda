"""To see a lesson is not to decide about it: that is for its teacher, its location and the office."""

from typing import Any

import pytest

from tests.support.door import Call
from tests.support.offers import a_piano_teacher, a_week
from tests.support.paper import on_paper
from tests.support.people import a_location
from tests.support.rescheduling import Rescheduling
from tests.support.timetable import Timetable
from tutti.kit.caller import Caller
from tutti.kit.clock import rfc3339
from tutti.kit.role import Role


@pytest.fixture
def second_teacher(call: Call, day: Timetable) -> Caller:
    """Another teacher of the same child."""
    other = a_piano_teacher(day.school, "Vera Viel")
    body = {"teacher_id": other.id}
    assert call.assign_teacher(body, by=day.school.admin, student_id=day.student.id).status == 200
    return day.school.caller(Role.TEACHER, other.id)


@pytest.fixture
def elsewhere(call: Call, day: Timetable) -> dict[str, Any]:
    """A lesson of the child at another location than that of the managers here."""
    there = a_location(day.school, "Annex")
    teacher = a_piano_teacher(day.school, "Vera Viel", availability=a_week(day.school, location_id=there.id))
    body = day.booking(3, teacher_id=teacher.id, room_id=None, location_id=there.id)
    booked = call.book_lesson(body, by=day.school.admin)
    assert booked.status == 201, booked.body
    return dict(booked.body)


@pytest.mark.parametrize("verb", ["approve_lesson", "decline_lesson"])
def test_another_teacher_of_the_child_does_not_answer_a_request(
    call: Call, day: Timetable, second_teacher: Caller, verb: str
) -> None:
    day.has_policy(needs_review=True)
    lesson_id = call.book_lesson(day.booking(3), by=day.parent)["id"]
    assert call.get_lesson(by=second_teacher, lesson_id=lesson_id).status == 200
    assert getattr(call, verb)(by=second_teacher, lesson_id=lesson_id).problem == "NoSuchLesson"
    assert getattr(call, verb)(by=day.taught_by, lesson_id=lesson_id).status == 200


def test_another_teacher_of_the_child_does_not_withdraw_an_offer(
    day: Timetable, second_teacher: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescheduling = Rescheduling(day, on_paper(monkeypatch))
    offer = rescheduling.offers(rescheduling.lesson())
    assert offer.withdraw(by=second_teacher).problem == "NoSuchReschedule"
    assert offer.withdraw().status == 200


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_another_teacher_of_the_child_does_not_answer_the_familys_wish(
    day: Timetable, second_teacher: Caller, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    rescheduling = Rescheduling(day, on_paper(monkeypatch))
    wish = rescheduling.offers(rescheduling.lesson(), by=day.parent)
    assert getattr(wish, verb)(by=second_teacher).problem == "NoSuchReschedule"
    assert getattr(wish, verb)(by=day.taught_by).status == 200


def test_a_manager_does_not_move_what_a_student_has_elsewhere(
    call: Call, day: Timetable, elsewhere: dict[str, Any]
) -> None:
    manager = day.school.caller(Role.MANAGER, None, (day.location.id,))
    body = {"starts_at": rfc3339(day.at(4)), "version": 1}
    assert call.move_lesson(body, by=manager, lesson_id=elsewhere["id"]).problem == "NotYourLesson"
