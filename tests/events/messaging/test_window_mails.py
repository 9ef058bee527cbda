"""Word of a hybrid week that can be booked."""

from types import SimpleNamespace

import pytest

from functions.events.messaging import announce_window
from tests.api.scheduling.conftest import day, timers
from tests.api.scheduling.test_hybrid_weeks import a_group, book, opened
from tests.events.messaging.story import Outbox
from tests.support.door import Call
from tests.support.timetable import Timetable
from tutti.kit.clock import utc_now
from tutti.kit.facts import envelope
from tutti.scheduling.groups.window_opening import HybridWeekAhead
from tutti.scheduling.lesson import Lesson

__all__ = ["day", "timers"]


def announce(at: Timetable, window: Lesson) -> None:
    """The day has come to tell of the window."""
    fact = envelope(at.school.tenant, HybridWeekAhead(subject=window.id), utc_now())
    message = {"messageId": "m", "body": f'{{"detail": {fact.model_dump_json()}}}'}
    reply = announce_window.handler({"Records": [message]}, SimpleNamespace(aws_request_id="req"))
    assert reply == {"batchItemFailures": []}


@pytest.fixture
def window(day: Timetable) -> Lesson:
    return opened(day, a_group(day))[0]


def test_each_member_hears_once_where_to_book_and_what_it_costs(
    day: Timetable,
    window: Lesson,
    outbox: Outbox,
) -> None:
    announce(day, window)
    announce(day, window)
    assert outbox.sent == [("window_ahead", day.guardian.email)]
    [mail] = outbox.mails
    assert f"/windows/{window.id}" in mail.text
    assert "Price: 45.00 EUR" in mail.text
    assert mail.subject.endswith(": choose Sam’s time one to one")


def test_who_has_a_slot_already_hears_nothing(
    day: Timetable,
    window: Lesson,
    outbox: Outbox,
) -> None:
    book(day, window, day.student)
    announce(day, window)
    assert outbox.sent == []


def test_nobody_hears_of_a_window_that_is_no_more(
    day: Timetable,
    window: Lesson,
    outbox: Outbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = window.ends_at
    monkeypatch.setattr(announce_window, "utc_now", lambda: later)
    announce(day, window)
    monkeypatch.undo()
    Call().cancel_lesson({"reason": "school"}, by=day.school.admin, lesson_id=window.id)
    announce(day, window)
    assert outbox.sent == []


def test_a_family_reads_nothing_of_the_others(
    day: Timetable,
    outbox: Outbox,
) -> None:
    other = day.another_child(given_name="Zora")
    announce(day, opened(day, a_group(day, day.student, other))[0])
    assert len({mail.to for mail in outbox.mails}) == 2
    own = next(mail for mail in outbox.mails if mail.to == day.guardian.email)
    assert "Zora" not in own.text + own.html
