"""A booking writes lesson, calendars and the word of it together; the rest follows from that word (ACC-1)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from icalendar import Calendar

from functions.events.messaging import plan_reminders
from tests.support.door import Call
from tests.support.paper_sagas import PaperSchedules
from tests.support.people import a_member
from tests.support.timetable import Timetable
from tutti.kit.changes import Change, Put
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope
from tutti.kit.role import Role
from tutti.kit.table import Table
from tutti.scheduling.store import LessonStore
from tutti.scheduling.video import online


@pytest.fixture
def written() -> Iterator[list[list[Change]]]:
    """The writes of a test, each a transaction."""
    writes: list[list[Change]] = []
    write = Table.write

    def seen(table: Table, changes: Any) -> None:
        writes.append(list(changes))
        write(table, writes[-1])

    with patch.object(Table, "write", seen):
        yield writes


def _kinds(write: list[Change]) -> list[str]:
    return sorted(str(change.record.kind) for change in write if isinstance(change, Put))


def _told(write: list[Change]) -> Envelope:
    [fact] = [one.record for one in write if isinstance(one, Put) and one.record.kind == "Fact"]
    return Envelope.model_validate_json(str(fact.body))


def test_lesson_calendars_busy_time_and_fact_are_one_write(
    call: Call, day: Timetable, written: list[list[Change]]
) -> None:
    assert call.book_lesson(day.booking(3), by=day.school.admin).status == 201
    [write] = written
    assert _kinds(write) == ["Audit", *["Busy"] * 3, *["CalendarLine"] * 3, "Fact", "Lesson"]
    assert _told(write).name == "LessonScheduled"


def test_a_booking_that_fails_leaves_nothing(
    call: Call, day: Timetable, written: list[list[Change]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> bool:
        raise ConnectionError

    monkeypatch.setattr(Table, "_try_to_write", killed)
    assert call.book_lesson(day.booking(3), by=day.school.admin).status == 500
    assert len(written) == 1
    monkeypatch.undo()
    assert LessonStore(day.school.tenant).all() == []
    assert day.busy(day.teacher.id, day.at(3)) == 0


def test_reminders_calendar_app_and_video_room_follow(
    call: Call,
    day: Timetable,
    written: list[list[Change]],
    timers: PaperSchedules,
) -> None:
    a_member(day.school, Role.GUARDIAN, id=day.guardian.id)
    feed = call.open_calendar_feed({"person_id": day.student.id}, by=day.parent)
    lesson = call.book_lesson(day.booking(3, mode="online"), by=day.school.admin)
    fact = _told(written[-1])
    plan_reminders.handler.once(fact)
    assert [name for name in timers.names if lesson["id"] in name]
    text = call.get_calendar_feed(calendar_token=feed["url"].rpartition("/")[2]).body
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert (event["UID"], event["STATUS"]) == (f"{lesson['id']}@tutti", "CONFIRMED")
    starts_at = day.at(3)
    assert starts_at > utc_now() + timedelta(days=1)
    link = online.open_video(day.parent, lesson["id"], now=starts_at - timedelta(minutes=5))
    assert LessonStore(day.school.tenant).get(lesson["id"]).video_url == link.url
