"""Hybrid cycles: every n weeks, a group gives some of its time for lessons one to one (SCH-21, BIL-18)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field, model_validator

from tutti.kit.clock import Instant, local_date
from tutti.kit.entity import Entity, Value, Version
from tutti.kit.ids import LessonId, PersonId, SeriesId
from tutti.kit.money import Money
from tutti.scheduling.lesson import Lesson, LessonKind, Place
from tutti.scheduling.series.series import Series

WEEK = timedelta(weeks=1)


class CycleTerms(Value):
    """Which weeks of so many are one to one, from the calendar week of `starts_on`, the first one, on.

    Weeks run from Monday to Sunday by the clock of the group's place. `price` is what one slot costs.
    Families hear of each such lesson `notice_days` ahead.
    """

    cycle_weeks: Annotated[int, Field(ge=1, le=26)]
    private_weeks: Annotated[
        tuple[Annotated[int, Field(ge=1, le=26)], ...], Field(min_length=1, max_length=26)
    ]
    slot_minutes: Annotated[int, Field(ge=15, le=120, multiple_of=15)]
    price: Money
    notice_days: Annotated[int, Field(ge=1, le=28)] = 7
    starts_on: Annotated[date, Field(ge=date(2020, 1, 1), le=date(2190, 12, 31))]

    @model_validator(mode="after")
    def _is_in_order(self) -> "CycleTerms":
        if len(set(self.private_weeks)) != len(self.private_weeks):
            raise ValueError("each week is named once")
        if max(self.private_weeks) > self.cycle_weeks:
            raise ValueError("private_weeks count from 1 to cycle_weeks")
        if self.price.amount <= 0:
            raise ValueError("a price is more than zero")
        return self

    def week_of(self, day: date) -> int | None:
        """Which week of the cycle this day is in, from 1 on; None before the cycle starts.

        Weeks are counted from Monday to Monday, so that it matters neither how many a year has nor whether a
        day has 24 hours.
        """
        weeks, rest = divmod(monday_of(day) - monday_of(self.starts_on), WEEK)
        return None if rest or weeks < 0 else weeks % self.cycle_weeks + 1

    def is_private(self, day: date) -> bool:
        """True in the weeks in which members book one to one."""
        return self.week_of(day) in self.private_weeks

    def slots(self, window: Place) -> Iterator[Place]:
        """The times of a window that can be booked, one after the other; a rest too short for one is left."""
        length, starts_at = timedelta(minutes=self.slot_minutes), window.starts_at
        while starts_at + length <= window.ends_at:
            yield window_place(window, starts_at, length)
            starts_at += length

    def notice_at(self, window: Place) -> datetime:
        """When families hear that this window can be booked."""
        return window.starts_at - timedelta(days=self.notice_days)


class CycleUpdate(CycleTerms):
    """The cycle as it shall be; `version` is the one that was read, nothing for a series without a cycle."""

    version: Version | None = None


class HybridCycle(Entity, CycleTerms):
    """The cycle of a group; its id is the series's."""

    id: SeriesId


class CycleDate(Value):
    """One date of the group that is still to come: in which week of the cycle, and what it is for."""

    lesson_id: LessonId
    starts_at: Instant
    week: int | None = None
    is_private: bool = False


class ShownCycle(HybridCycle):
    """A cycle with the dates that lie ahead."""

    dates: tuple[CycleDate, ...] = ()


class Slot(Value):
    """A time of a window: whose it is, for those who may know."""

    starts_at: Instant
    ends_at: Instant
    is_free: bool
    lesson_id: LessonId | None = None
    student_id: PersonId | None = None


def monday_of(day: date) -> date:
    """The Monday of this day's calendar week."""
    return day - timedelta(days=day.weekday())


def window_place(window: Place, starts_at: datetime, length: timedelta) -> Place:
    """Where and when a lesson is that uses this part of a window."""
    place = {name: getattr(window, name) for name in Place.model_fields}
    return Place(**{**place, "starts_at": starts_at, "ends_at": starts_at + length})


def private_starts(cycle: CycleTerms, series: Series, now: datetime) -> list[datetime]:
    """The dates still to come that follow the pattern although the cycle has them one to one."""
    return [one for one in series.upcoming(now) if cycle.is_private(local_date(one, series.zone))]


def as_window(lesson: Lesson) -> Lesson:
    """The lesson of a group as time that its members book one by one: nobody is expected to come."""
    return lesson.revised_for_calendars(kind=LessonKind.WINDOW, student_ids=(), seats=None, promised=0)


def dates_ahead(cycle: CycleTerms, series: Series, now: datetime) -> tuple[CycleDate, ...]:
    """What each date to come is for; those that were moved or cancelled one by one stand where they were."""
    ahead = sorted(one for one in (*series.occurrences, *series.exceptions) if one > now)
    return tuple(
        CycleDate(
            lesson_id=series.lesson_id(one),
            starts_at=one,
            week=cycle.week_of(day),
            is_private=cycle.is_private(day),
        )
        for one in ahead
        if (day := local_date(one, series.zone))
    )
