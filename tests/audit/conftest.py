"""A school where everything happens, made through the real doors in process."""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from tests.api.conftest import aws
from tests.support.audit.reading import Item
from tests.support.door import Call, Reply
from tests.support.enrolling import Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.paper import Paper, on_paper
from tests.support.rescheduling import Rescheduling
from tests.support.school import a_school
from tests.support.timetable import Timetable, a_timetable
from tutti.enrollment.course import CourseKind
from tutti.kit.clock import zone

__all__ = ["aws"]


@pytest.fixture(scope="module")
def paper(aws: None) -> Iterator[Paper]:
    with pytest.MonkeyPatch.context() as changes:
        yield on_paper(changes)


@pytest.fixture(scope="module")
def sound(paper: Paper) -> list[Item]:
    """The table after a series, a group, a cohort with a waitlist, a held hour and a proposal."""
    day = a_timetable(a_school("Forte", zone="Europe/Vienna", currency="EUR"))
    _a_series(day)
    _a_group(day)
    _a_cohort(day, paper)
    private = a_course(day.school)
    Enrolling(day.school, paper).apply(private.id)
    moving = Rescheduling(day, paper)
    moving.offers(moving.lesson(days=3, hour=9))
    return [item for item in paper.items() if item["PK"]["S"].startswith(f"STUDIO#{day.school.studio.id}")]


@pytest.fixture
def items(sound: list[Item]) -> list[Item]:
    return deepcopy(sound)


def _done(reply: Reply) -> Reply:
    assert reply.status in (200, 201), reply.body
    return reply


def _a_series(day: Timetable) -> None:
    """Four weeks at ten, of which the second lesson is moved and the third cancelled."""
    call, by = Call(), day.school.admin
    start = day.at(7, 10).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
    body = day.booking() | {"start": start.isoformat(), "repetition": {"preset": "weekly", "count": 4}}
    del body["starts_at"]
    lessons = _done(call.book_series(body, by=by))["lesson_ids"]
    later = {"starts_at": day.at(14, 13).isoformat(), "version": 1}
    _done(call.move_lesson(later, by=by, lesson_id=lessons[1]))
    _done(call.cancel_lesson({"reason": "illness"}, by=by, lesson_id=lessons[2]))


def _a_group(day: Timetable) -> None:
    """Two seats, one taken."""
    group = {"kind": "group", "seats": 2, "student_ids": []}
    nowhere = {"location_id": None, "room_id": None, "teacher_id": a_piano_teacher(day.school, "Gisela").id}
    body = day.booking(4, 14) | group | nowhere
    lesson = _done(Call().book_lesson(body, by=day.school.admin))
    child = day.another_child()
    _done(Call().join_lesson({"student_id": child.id}, by=day.school.admin, lesson_id=lesson["id"]))


def _a_cohort(day: Timetable, paper: Paper) -> None:
    """One child with a seat, one whose family thinks it over, one in line."""
    course = a_course(day.school, CourseKind.COHORT)
    a_cohort(day.school, course, capacity=2)
    enrolling = Enrolling(day.school, paper)
    enrolling.apply(course.id).pays().goes_on()
    for _ in range(2):
        enrolling.apply(course.id)
