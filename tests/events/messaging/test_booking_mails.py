"""Mails about lessons that are booked, asked for or declined, one by one or as a series."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from functions.events.messaging import (
    send_lesson_booked,
    send_lesson_declined,
    send_lesson_request,
    send_series_booked,
    send_series_clashed,
)
from tests.events.messaging.story import Outbox
from tests.support.paper_sagas import PaperSchedules
from tests.support.people import a_member
from tests.support.school import School
from tests.support.timetable import Timetable, a_timetable
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now, zone
from tutti.kit.due import Timers
from tutti.kit.facts import Fact, envelope
from tutti.kit.role import Role
from tutti.scheduling import requests
from tutti.scheduling.booking import book
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.lesson_terms import Booking
from tutti.scheduling.series.booking import book_series
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import SeriesBooking
from tutti.scheduling.service import (
    LessonDeclined,
    LessonRequested,
    LessonScheduled,
    SeriesBooked,
    SeriesClashed,
)
from tutti.scheduling.store import LessonStore

TIMERS = Timers(PaperSchedules())


@pytest.fixture
def day(forte: School) -> Timetable:
    return a_timetable(forte)


def _tell(day: Timetable, handler: Any, fact: Fact) -> None:
    sent = envelope(day.school.tenant, fact, datetime.now(UTC))
    record = {"messageId": "m1", "body": f'{{"detail": {sent.model_dump_json()}}}'}
    reply = handler({"Records": [record]}, SimpleNamespace(aws_request_id="req"))
    assert reply == {"batchItemFailures": []}


def _booked(day: Timetable, by: Caller) -> Lesson:
    booking = Booking.model_validate(day.booking(3))
    return book(by, booking, requiring=[], timers=TIMERS, now=utc_now())


def _series(day: Timetable, count: int) -> Series:
    start = day.at(7).astimezone(zone("Europe/Vienna")).replace(tzinfo=None)
    body = day.booking() | {"start": start, "repetition": {"preset": "weekly", "count": count}}
    del body["starts_at"]
    booking = SeriesBooking.model_validate(body | {"zone": "Europe/Vienna"})
    return book_series(day.school.admin, booking, requiring=[], timers=TIMERS, now=utc_now()).series


def test_a_booked_lesson_is_confirmed_to_the_family_once(day: Timetable, outbox: Outbox) -> None:
    lesson = _booked(day, day.school.admin)
    for _ in range(2):
        _tell(day, send_lesson_booked.handler, LessonScheduled(subject=lesson.id, teacher_id=day.teacher.id))
    assert outbox.sent == [("lesson_booked", day.guardian.email)]
    assert "10:00–10:30" in outbox.mails[0].text


def test_the_first_lesson_of_an_enrolment_stands_in_the_welcome_alone(day: Timetable, outbox: Outbox) -> None:
    lesson = _booked(day, day.school.admin)
    lessons = LessonStore(day.school.tenant)
    lessons.replace(lesson, lesson.model_copy(update={"enrollment_id": f"enr_{'0' * 26}"}))
    _tell(day, send_lesson_booked.handler, LessonScheduled(subject=lesson.id, teacher_id=day.teacher.id))
    assert outbox.sent == []


@pytest.mark.parametrize("has_login", [True, False])
def test_a_request_goes_to_the_teacher_or_to_the_office(
    day: Timetable, outbox: Outbox, has_login: bool
) -> None:
    day.has_policy(needs_review=True)
    member = a_member(day.school, Role.TEACHER, id=day.teacher.id) if has_login else None
    lesson = _booked(day, day.parent)
    _tell(day, send_lesson_request.handler, LessonRequested(subject=lesson.id, teacher_id=day.teacher.id))
    expected = member.email if member else day.school.studio.email
    assert outbox.sent == [("lesson_requested", expected)]


def test_a_declined_request_is_told_to_the_family(day: Timetable, outbox: Outbox) -> None:
    day.has_policy(needs_review=True)
    lesson = _booked(day, day.parent)
    requests.decline(day.school.admin, lesson.id, timers=TIMERS, now=utc_now())
    _tell(day, send_lesson_declined.handler, LessonDeclined(subject=lesson.id))
    _tell(day, send_lesson_request.handler, LessonRequested(subject=lesson.id, teacher_id=day.teacher.id))
    assert outbox.sent == [("lesson_declined", day.guardian.email)]


def test_the_dates_of_a_series_are_told_once_and_not_all_when_they_are_many(
    day: Timetable, outbox: Outbox
) -> None:
    about = _series(day, 15)
    for _ in range(2):
        _tell(day, send_series_booked.handler, SeriesBooked(subject=about.id, teacher_id=day.teacher.id))
    assert outbox.sent == [("series_booked", day.guardian.email)]
    assert outbox.mails[0].text.count("10:00–10:30") == 12
    assert "And 3 more." in outbox.mails[0].text


def test_dates_that_were_not_free_go_to_the_office(day: Timetable, outbox: Outbox) -> None:
    about = _series(day, 2)
    dates = (day.at(21), day.at(21) + timedelta(days=7))
    _tell(day, send_series_clashed.handler, SeriesClashed(subject=about.id, dates=dates))
    assert outbox.sent == [("series_clashed", day.school.studio.email)]
    assert outbox.mails[0].subject.startswith("Not free: 2 × Piano of Sam")
