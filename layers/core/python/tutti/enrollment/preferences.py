"""What suits a family: days and times, a teacher, perhaps one opening."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.ids import PersonId
from tutti.scheduling.availability import Weekday


class TimeOfDay(StrEnum):
    """When on the day lessons suit, by the clock of the place."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    def includes(self, hour: int) -> bool:
        """Mornings end at 12, afternoons at 17."""
        first, last = {"morning": (0, 12), "afternoon": (12, 17), "evening": (17, 24)}[self.value]
        return first <= hour < last


_DAYS = {day.name.lower(): day.value for day in Weekday}


def _day(value: object) -> object:
    return _DAYS.get(value.lower(), value.upper()) if isinstance(value, str) else value


def _times(value: object) -> object:
    if value in (None, "any", ""):
        return ()
    return (value,) if isinstance(value, str) else value


class Preferences(Value):
    """What suits the family: days as `MO` or `monday`, times of the day, perhaps one opening."""

    weekdays: Annotated[tuple[Annotated[Weekday, BeforeValidator(_day)], ...], Field(max_length=7)] = ()
    time_of_day: Annotated[tuple[TimeOfDay, ...], BeforeValidator(_times), Field(max_length=3)] = ()
    teacher_id: PersonId | None = None
    starts_at: Instant | None = None

    def suits(self, weekday: Weekday, hour: int) -> bool:
        """True when a lesson then is what the family asked for."""
        return (not self.weekdays or weekday in self.weekdays) and (
            not self.time_of_day or any(time.includes(hour) for time in self.time_of_day)
        )
