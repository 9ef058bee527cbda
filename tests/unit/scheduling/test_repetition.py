"""Presets become rules, with the end that people chose."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from tutti.scheduling.model import InvalidRule, expand
from tutti.scheduling.recurrence.repetition import Preset, Repetition

SECOND_TUESDAY = datetime.fromisoformat("2026-09-08T16:00")
FIFTH_TUESDAY = datetime.fromisoformat("2026-09-29T16:00")


def _rule(start: datetime = SECOND_TUESDAY, **fields: Any) -> str:
    return Repetition.model_validate(fields).rule_from(start)


@pytest.mark.parametrize(
    ("preset", "rule"),
    [
        ("once", "FREQ=DAILY;COUNT=1"),
        ("weekly", "FREQ=WEEKLY;BYDAY=TU"),
        ("biweekly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("monthly", "FREQ=MONTHLY;BYDAY=2TU"),
    ],
)
def test_a_preset_is_a_rule(preset: str, rule: str) -> None:
    assert _rule(preset=preset) == rule


@pytest.mark.parametrize("preset", [one for one in Preset if one is not Preset.CUSTOM])
def test_the_first_lesson_is_the_start(preset: Preset) -> None:
    for start in (SECOND_TUESDAY, FIFTH_TUESDAY):
        window = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
        found = expand(_rule(start, preset=preset), start, "Europe/Vienna", after=window[0], before=window[1])
        assert found[0].replace(tzinfo=None) == start


def test_a_fifth_weekday_of_a_month_is_its_last() -> None:
    assert _rule(FIFTH_TUESDAY, preset="monthly") == "FREQ=MONTHLY;BYDAY=-1TU"


def test_lessons_end_on_a_day_or_after_a_number() -> None:
    assert _rule(preset="weekly", ends_on="2027-06-30") == "FREQ=WEEKLY;UNTIL=20270630;BYDAY=TU"
    assert _rule(preset="biweekly", count=10) == "FREQ=WEEKLY;INTERVAL=2;COUNT=10;BYDAY=TU"


def test_a_rule_of_ones_own_is_read_and_may_get_an_end() -> None:
    assert _rule(preset="custom", rule="rrule:byday=we,mo;freq=weekly") == "FREQ=WEEKLY;BYDAY=MO,WE"
    assert _rule(preset="custom", rule="FREQ=DAILY", count=3) == "FREQ=DAILY;COUNT=3"
    with pytest.raises(InvalidRule, match="INTERVAL=0"):
        _rule(preset="custom", rule="FREQ=DAILY;INTERVAL=0")
    with pytest.raises(InvalidRule, match="says itself when it ends"):
        _rule(preset="custom", rule="FREQ=DAILY;COUNT=4", count=3)


@pytest.mark.parametrize(
    "fields",
    [
        {"preset": "custom"},
        {"preset": "weekly", "rule": "FREQ=DAILY"},
        {"preset": "weekly", "count": 3, "ends_on": "2027-06-30"},
        {"preset": "weekly", "count": 0},
        {"preset": "once", "count": 2},
        {"preset": "fortnightly"},
    ],
)
def test_refuses_what_does_not_fit_together(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Repetition.model_validate(fields)
