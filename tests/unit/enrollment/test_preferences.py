"""What suits a family, however it is said."""

from typing import Any

import pytest
from pydantic import ValidationError

from tutti.enrollment.preferences import Preferences, TimeOfDay
from tutti.scheduling.availability import Weekday


@pytest.mark.parametrize(
    ("said", "meant"),
    [(["MO", "tuesday"], ("MO", "TU")), (["we", "Thursday"], ("WE", "TH")), ([], ())],
)
def test_days_are_codes_or_names(said: list[str], meant: tuple[str, ...]) -> None:
    assert Preferences.model_validate({"weekdays": said}).weekdays == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("morning", ("morning",)),
        (["afternoon", "evening"], ("afternoon", "evening")),
        ("any", ()),
        (None, ()),
    ],
)
def test_the_time_of_day_is_one_or_several_or_any(said: Any, meant: tuple[str, ...]) -> None:
    assert Preferences.model_validate({"time_of_day": said}).time_of_day == meant


@pytest.mark.parametrize(
    "wishes", [{"weekdays": ["noday"]}, {"weekdays": [3]}, {"time_of_day": "night"}, {"colour": "red"}]
)
def test_refuses_what_it_does_not_know(wishes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Preferences.model_validate(wishes)


@pytest.mark.parametrize(
    ("hour", "time"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening"), (23, "evening")],
)
def test_every_hour_belongs_to_one_time_of_day(hour: int, time: str) -> None:
    assert [one for one in TimeOfDay if one.includes(hour)] == [time]


def test_a_lesson_suits_when_day_and_time_do() -> None:
    wishes = Preferences(weekdays=(Weekday.MONDAY,), time_of_day=(TimeOfDay.MORNING,))
    assert wishes.suits(Weekday.MONDAY, 9)
    assert not wishes.suits(Weekday.MONDAY, 13)
    assert not wishes.suits(Weekday.TUESDAY, 9)
    assert Preferences().suits(Weekday.SUNDAY, 3)
