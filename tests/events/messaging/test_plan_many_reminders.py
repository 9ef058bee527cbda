"""Schedules of whole series, and of all lessons when somebody wants other reminders."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from functions.events.messaging import plan_reminders
from tests.api.scheduling.conftest import day
from tests.api.scheduling.test_hybrid_weeks import opened
from tests.api.scheduling.test_series_seats import a_series, join, leave, stored
from tests.support.bills import told
from tests.support.door import Call
from tests.support.paper_sagas import PaperSchedules
from tests.support.timetable import Timetable
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.facts import Envelope
from tutti.scheduling import upcoming
from tutti.scheduling.series.series import Series

__all__ = ["day"]


@pytest.fixture(autouse=True)
def scheduler(monkeypatch: pytest.MonkeyPatch) -> PaperSchedules:
    paper = PaperSchedules()
    monkeypatch.setattr("tutti.kit.due.SchedulerSchedules", lambda: paper)
    return paper


class Word:
    """Word of facts comes to whoever plans reminders, each once."""

    def __init__(self, at: Timetable) -> None:
        self._school, self._heard = at.school, set[str]()

    def comes(self) -> None:
        while new := [fact for fact in told(self._school) if self._is_news(fact)]:
            self._heard |= {fact.id for fact in new}
            bodies = [{"messageId": one.id, "body": f'{{"detail": {one.model_dump_json()}}}'} for one in new]
            reply = plan_reminders.handler({"Records": bodies}, SimpleNamespace(aws_request_id="req"))
            assert reply == {"batchItemFailures": []}

    def _is_news(self, fact: Envelope) -> bool:
        return fact.name in plan_reminders.FACTS and fact.id not in self._heard


@pytest.fixture
def word(day: Timetable) -> Word:
    return Word(day)


def reminded(scheduler: PaperSchedules, series: Series, kind: str = "day_before") -> list[datetime]:
    """When this kind is due for the lessons of a series, in order."""
    ids = [series.lesson_id(one) for one in sorted((*series.occurrences, *series.exceptions))]
    due = [scheduler.names.get(f"test-{lesson_id}-{kind}") for lesson_id in ids]
    return [at for at in due if at]


def reminds(at: Timetable, *kinds: str) -> None:
    studio = Call().get_studio(by=at.school.owner).body
    kept = {name: studio[name] for name in ("name", "email", "time_zone", "currency", "slug", "version")}
    body: dict[str, Any] = kept | {"policy": {"reminder_kinds": kinds}}
    assert Call().update_studio(body, by=at.school.owner).status == 200


def test_a_seat_in_a_series_brings_reminders_of_all_its_lessons(
    day: Timetable,
    word: Word,
    scheduler: PaperSchedules,
) -> None:
    series = a_series(day)
    word.comes()
    assert reminded(scheduler, series) == []
    join(day, series, day.student)
    word.comes()
    assert reminded(scheduler, series) == [day.at(7 * week - 1) for week in range(1, 9)]
    leave(day, series, day.student)
    word.comes()
    assert reminded(scheduler, series) == []


def test_dates_that_are_given_up_are_not_reminded_of(
    day: Timetable,
    word: Word,
    scheduler: PaperSchedules,
) -> None:
    series = a_series(day, student_ids=[day.student.id])
    body = {"at": rfc3339(day.at(28)), "version": series.version}
    assert Call().end_series(body, by=day.school.admin, series_id=series.id).status == 200
    word.comes()
    assert reminded(scheduler, series) == [day.at(7 * week - 1) for week in range(1, 4)]


def test_a_window_has_no_reminder_until_a_slot_of_it_is_booked(
    day: Timetable,
    word: Word,
    scheduler: PaperSchedules,
) -> None:
    series = a_series(day, student_ids=[day.student.id])
    windows = opened(day, series)
    word.comes()
    assert reminded(scheduler, stored(day, series)) == [day.at(7 * week - 1) for week in (1, 3, 5, 7)]
    body = {"student_id": day.student.id, "starts_at": rfc3339(windows[0].starts_at)}
    lesson = Call().book_slot(body, by=day.school.admin, window_id=windows[0].id)
    word.comes()
    assert scheduler.names[f"test-{lesson['id']}-day_before"] == day.at(13)


def test_a_studio_that_reminds_of_other_things_has_all_its_lessons_planned_anew(
    day: Timetable,
    word: Word,
    scheduler: PaperSchedules,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upcoming, "PAGE", 3)
    series = a_series(day, student_ids=[day.student.id])
    word.comes()
    reminds(day, "hour_before")
    word.comes()
    assert reminded(scheduler, series) == []
    assert reminded(scheduler, series, "hour_before") == [day.at(7 * week, 9) for week in range(1, 9)]
    reminds(day, "hour_before")
    assert len(told(day.school, "ReminderKindsChanged")) == 1


def test_what_is_past_is_not_looked_at_again(
    day: Timetable,
    word: Word,
    scheduler: PaperSchedules,
) -> None:
    a_series(day, student_ids=[day.student.id])
    word.comes()
    assert all(at > utc_now() for at in scheduler.names.values())
