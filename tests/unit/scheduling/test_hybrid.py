"""Which weeks of a hybrid cycle are one to one, and the slots in them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.support.examples import MANY
from tutti.kit.clock import local_date
from tutti.kit.ids import new_id
from tutti.kit.money import Money
from tutti.scheduling.groups.hybrid import CycleTerms, dates_ahead, private_starts
from tutti.scheduling.lesson import LessonKind, Place
from tutti.scheduling.model import expand
from tutti.scheduling.series.series import Series

PRICE = Money(amount=3000, currency="EUR")
ZONES = ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]
days = st.dates(date(2020, 1, 1), date(2050, 12, 31))


def a_cycle(**changes: Any) -> CycleTerms:
    usual: dict[str, Any] = {
        "cycle_weeks": 4,
        "private_weeks": (4,),
        "slot_minutes": 30,
        "price": PRICE,
        "starts_on": date(2026, 9, 7),
    }
    return CycleTerms(**(usual | changes))


@st.composite
def cycles(draw: st.DrawFn) -> CycleTerms:
    weeks = draw(st.integers(1, 12))
    private = draw(st.sets(st.integers(1, weeks), min_size=1))
    return a_cycle(cycle_weeks=weeks, private_weeks=tuple(private), starts_on=draw(days))


def a_series(zone: str, first: str, weeks: int) -> Series:
    """So many lessons, each week at the wall time of the first."""
    start = datetime.fromisoformat(first)
    found = expand(f"FREQ=WEEKLY;COUNT={weeks}", start, zone, after=_utc(2020), before=_utc(2060))
    return Series(
        id=new_id("ser"),
        course_id=new_id("crs"),
        kind=LessonKind.GROUP,
        teacher_id=new_id("per"),
        zone=zone,
        start=start,
        minutes=60,
        rule="FREQ=WEEKLY",
        occurrences=tuple(one.astimezone(UTC) for one in found),
        claimed_until=_utc(2060),
    )


def _utc(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


@MANY
@given(cycles(), days)
def test_every_day_of_a_calendar_week_is_in_the_same_week_of_the_cycle(cycle: CycleTerms, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    weeks = {cycle.week_of(monday + timedelta(days=n)) for n in range(7)}
    assert len(weeks) == 1


@MANY
@given(cycles(), days)
def test_each_week_follows_the_one_before_and_after_the_last_comes_the_first(
    cycle: CycleTerms, day: date
) -> None:
    this, following = cycle.week_of(day), cycle.week_of(day + timedelta(weeks=1))
    if this is not None:
        assert following == this % cycle.cycle_weeks + 1


@MANY
@given(cycles())
def test_the_week_in_which_it_starts_is_the_first_and_none_is_before(cycle: CycleTerms) -> None:
    assert cycle.week_of(cycle.starts_on) == 1
    assert cycle.week_of(cycle.starts_on - timedelta(weeks=1)) is None
    assert not cycle.is_private(cycle.starts_on - timedelta(weeks=1))


@MANY
@given(cycles(), st.integers(0, 400))
def test_as_many_weeks_of_each_cycle_are_one_to_one_as_were_chosen(cycle: CycleTerms, skipped: int) -> None:
    first = cycle.starts_on + timedelta(weeks=skipped)
    weeks = [first + timedelta(weeks=n) for n in range(cycle.cycle_weeks)]
    assert sum(map(cycle.is_private, weeks)) == len(cycle.private_weeks)


@pytest.mark.parametrize(("year", "weeks"), [(2020, 53), (2026, 53), (2027, 52), (2032, 53)])
def test_a_year_of_53_weeks_does_not_shift_the_cycle(year: int, weeks: int) -> None:
    last, first = date.fromisocalendar(year, weeks, 3), date.fromisocalendar(year + 1, 1, 3)
    cycle = a_cycle(cycle_weeks=2, private_weeks=(2,), starts_on=date.fromisocalendar(year, 1, 3))
    assert {cycle.is_private(last), cycle.is_private(first)} == {True, False}


@pytest.mark.parametrize("zone", ZONES)
def test_across_clock_changes_every_fourth_lesson_is_one_to_one(zone: str) -> None:
    series = a_series(zone, "2026-09-09T17:00", 104)
    private = private_starts(a_cycle(), series, _utc(2021))
    assert len(private) == 26
    for one, other in pairwise(private):
        here = ZoneInfo(zone)
        assert (one.astimezone(here).hour, one.astimezone(here).weekday()) == (17, 2)
        assert local_date(other, zone) - local_date(one, zone) == timedelta(weeks=4)


@pytest.mark.parametrize("hour", [0, 23])
def test_the_day_counts_where_the_group_meets(hour: int) -> None:
    """A Monday's first hour in Auckland is still Sunday, and another week, in UTC."""
    series = a_series("Pacific/Auckland", f"2026-09-07T{hour:02}:00", 1)
    shown = dates_ahead(a_cycle(), series, _utc(2021))
    assert [date.week for date in shown] == [1]


@given(st.integers(1, 32), st.sampled_from([15, 30, 45, 60, 120]))
def test_slots_fill_a_window_without_gap_or_overlap(quarters: int, minutes: int) -> None:
    starts_at = datetime(2026, 9, 30, 15, tzinfo=UTC)
    length = timedelta(minutes=15 * quarters)
    window = Place(teacher_id=new_id("per"), starts_at=starts_at, ends_at=starts_at + length, zone="UTC")
    slots = list(a_cycle(slot_minutes=minutes).slots(window))
    assert len(slots) == 15 * quarters // minutes
    assert all(slot.ends_at - slot.starts_at == timedelta(minutes=minutes) for slot in slots)
    assert all(one.ends_at == other.starts_at for one, other in pairwise(slots))
    assert all(window.starts_at <= slot.starts_at and slot.ends_at <= window.ends_at for slot in slots)


@pytest.mark.parametrize(
    "changes",
    [
        {"private_weeks": ()},
        {"private_weeks": (5,)},
        {"private_weeks": (0,)},
        {"private_weeks": (2, 2)},
        {"cycle_weeks": 0},
        {"slot_minutes": 20},
        {"price": Money(amount=0, currency="EUR")},
        {"notice_days": 0},
    ],
)
def test_refuses_cycles_that_cannot_be(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_cycle(**changes)
