"""When people are reminded, and how times and colours are read."""

from datetime import UTC, datetime, timedelta

import pytest

from tutti.messaging.model import When, ink_on, spoken
from tutti.studios.model import ReminderKind

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("kind", "hours"), [(ReminderKind.DAY_BEFORE, 24), (ReminderKind.HOUR_BEFORE, 1)])
def test_a_reminder_falls_so_long_before_the_lesson(kind: ReminderKind, hours: int) -> None:
    assert kind.falls_at(NOON) == NOON - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("zone", "read"),
    [
        ("Europe/Vienna", "14:00–14:30 (Vienna time)"),
        ("America/Argentina/Buenos_Aires", "09:00–09:30 (Buenos Aires time)"),
        ("UTC", "12:00–12:30 (UTC)"),
    ],
)
def test_hours_name_the_clock_they_are_read_from(zone: str, read: str) -> None:
    assert When(starts_at=NOON, ends_at=NOON + timedelta(minutes=30), zone=zone).hours == read


def test_the_day_is_the_one_of_the_place() -> None:
    late = datetime(2026, 9, 7, 23, 30, tzinfo=UTC)
    when = When(starts_at=late, ends_at=late + timedelta(minutes=30), zone="Europe/Vienna")
    assert (when.day, when.weekday) == ("Tuesday, 8 September 2026", "Tuesday")


@pytest.mark.parametrize("name", ["Zoë O’Brien-Šimić", "Nguyễn Văn An", "李 小龙", "J. S. Bach"])
def test_names_stay_as_they_are(name: str) -> None:
    assert spoken(name) == name


def test_long_names_are_cut() -> None:
    assert len(spoken("a" * 80)) == 40


@pytest.mark.parametrize(
    ("colour", "ink"), [("#000000", "#ffffff"), ("#3b5bdb", "#ffffff"), ("#ffd43b", "#000000")]
)
def test_ink_can_be_read_on_the_brand_colour(colour: str, ink: str) -> None:
    assert ink_on(colour) == ink
