"""One-off schedules before lessons."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from tutti.kit.due import Timers, schedule_name
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant
from tutti.messaging.preference import receipt_kind
from tutti.messaging.reminders import Reminders, due_kinds, timer_of
from tutti.studios.model import ReminderKind

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
FORTE = Tenant("stu_01J00000000000000000000000")
DAY, HOUR = ReminderKind.DAY_BEFORE, ReminderKind.HOUR_BEFORE


@dataclass(frozen=True)
class ALesson:
    starts_at: datetime = NOON
    id: str = field(default_factory=lambda: new_id("les"))


@dataclass
class Board:
    """Schedules that nobody fires."""

    planned: dict[str, tuple[datetime, str]] = field(default_factory=dict)

    def put(self, name: str, at: datetime, payload: str) -> None:
        self.planned[name] = (at, payload)

    def remove(self, name: str) -> None:
        self.planned.pop(name, None)


@pytest.fixture(autouse=True)
def stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "staging")


def test_every_kind_that_is_wanted_has_a_schedule() -> None:
    board, lesson = Board(), ALesson()
    Reminders(Timers(board)).keep(FORTE, lesson, [DAY, HOUR], now=NOON - timedelta(days=3))
    assert {name: at for name, (at, _) in board.planned.items()} == {
        f"staging-{lesson.id}-day_before": NOON - timedelta(days=1),
        f"staging-{lesson.id}-hour_before": NOON - timedelta(hours=1),
    }


def test_what_is_wanted_no_more_is_forgotten() -> None:
    board, lesson = Board(), ALesson()
    reminders = Reminders(Timers(board))
    reminders.keep(FORTE, lesson, [DAY, HOUR], now=NOON - timedelta(days=3))
    assert reminders.keep(FORTE, lesson, [HOUR], now=NOON - timedelta(days=3)) == list(board.planned)
    assert reminders.keep(FORTE, lesson, [], now=NOON - timedelta(days=3)) == []
    assert board.planned == {}


def test_a_lesson_within_a_day_is_reminded_of_an_hour_before() -> None:
    board, lesson = Board(), ALesson()
    names = Reminders(Timers(board)).keep(FORTE, lesson, [DAY], now=NOON - timedelta(hours=20))
    assert names == [schedule_name(timer_of(lesson.id, HOUR))]


@pytest.mark.parametrize("wanted", [[], [HOUR], [DAY], [DAY, HOUR]])
@pytest.mark.parametrize("before", [timedelta(), timedelta(minutes=30), timedelta(hours=1)])
def test_what_is_past_is_not_planned(wanted: list[ReminderKind], before: timedelta) -> None:
    assert due_kinds(NOON, wanted, now=NOON - before) == []


def test_nobody_who_wants_none_gets_one_instead() -> None:
    assert due_kinds(NOON, [], now=NOON - timedelta(hours=20)) == []


@pytest.mark.parametrize(
    ("due", "wanted", "counts_as"),
    [
        (DAY, {DAY}, DAY),
        (DAY, {HOUR}, None),
        (DAY, set(), None),
        (HOUR, {HOUR}, HOUR),
        (HOUR, {DAY, HOUR}, HOUR),
        (HOUR, {DAY}, DAY),
        (HOUR, set(), None),
    ],
)
def test_who_wanted_to_hear_the_day_before_hears_at_last_an_hour_before(
    due: ReminderKind, wanted: set[ReminderKind], counts_as: ReminderKind | None
) -> None:
    assert receipt_kind(due, frozenset(wanted)) is counts_as


def test_the_schedule_says_which_start_it_was_made_for() -> None:
    board, lesson = Board(), ALesson()
    Reminders(Timers(board)).keep(FORTE, lesson, [DAY], now=NOON - timedelta(days=3))
    assert json.loads(board.planned[schedule_name(timer_of(lesson.id, DAY))][1]) == {
        "studio_id": FORTE.studio_id,
        "timer": f"{lesson.id}-day_before",
        "at": "2026-09-06T12:00:00Z",
        "name": "ReminderDue",
        "subject": lesson.id,
        "data": {"kind": "day_before", "starts_at": "2026-09-07T12:00:00Z"},
    }


def test_removing_forgets_every_kind_and_may_be_repeated() -> None:
    board, lesson = Board(), ALesson()
    reminders = Reminders(Timers(board))
    reminders.keep(FORTE, lesson, [DAY, HOUR], now=NOON - timedelta(days=3))
    reminders.remove(lesson.id)
    reminders.remove(lesson.id)
    assert board.planned == {}


def test_names_fit_into_what_the_scheduler_takes() -> None:
    assert max(len(schedule_name(timer_of(new_id("les"), kind))) for kind in ReminderKind) <= 64
