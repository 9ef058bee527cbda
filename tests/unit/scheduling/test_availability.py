"""Weekly availability in wall time, in many zones and over every kind of clock change from 2020 to 2037.

The model looks at every quarter hour of the calendar; a wall time that a clock change skips is read with the
offset before it, one that comes twice is the first (RFC 5545, section 3.3.5).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.support.examples import FEW, MANY
from tutti.scheduling.availability import AvailabilityBlock, Weekday
from tutti.scheduling.grid import SLOT, Span, instant_of, slot_after

ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Havana",
    "America/Nuuk",
    "America/Santiago",
    "America/Toronto",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Vienna",
    "Pacific/Chatham",
    "UTC",
)
DAYS = st.dates(date(2020, 1, 1), date(2037, 12, 31))
WALLS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
HOURS = st.tuples(WALLS, WALLS).filter(lambda pair: pair[0] < pair[1])
DAY = timedelta(days=1)


def _block(day: date, hours: tuple[time, time], zone: str, **more: Any) -> AvailabilityBlock:
    return AvailabilityBlock(
        weekday=tuple(Weekday)[day.weekday()], starts=hours[0], ends=hours[1], zone=zone, **more
    )


def _around(day: date, days: int = 2) -> Span:
    midnight = datetime.combine(day, time(), UTC)
    return Span(slot_after(midnight - days * DAY), slot_after(midnight + (days + 1) * DAY))


def _slots(block: AvailabilityBlock, window: Span) -> set[int]:
    """The slots of a block by its spans, which its bits must be as well."""
    found = {slot for span in block.spans(window) for slot in range(span.first, span.last)}
    assert block.bits(window) == sum(1 << slot - window.first for slot in found)
    return found


def _instant_by_search(day: date, wall: time, zone: str) -> datetime:
    """The first instant at which clocks there show this; where none does, by the offset of the one before."""
    here, wanted = ZoneInfo(zone), datetime.combine(day, wall)
    instant = before = datetime.combine(day, time(), UTC) - DAY
    while instant < datetime.combine(day, time(), UTC) + 2 * DAY:
        shown = instant.astimezone(here).replace(tzinfo=None)
        if shown == wanted:
            return instant
        if shown < wanted:
            before = instant
        else:
            break
        instant += SLOT
    offset = before.astimezone(here).utcoffset() or timedelta(0)
    return (wanted - offset).replace(tzinfo=UTC)


@cache
def _clock_changes(zone: str) -> tuple[date, ...]:
    here, day, found = ZoneInfo(zone), date(2020, 1, 2), []
    while day < date(2037, 12, 30):
        offsets = [datetime.combine(d, time(12), here).utcoffset() for d in (day - DAY, day)]
        if offsets[0] != offsets[1]:
            found.append(day)
        day += DAY
    return tuple(found)


@MANY
@given(DAYS, HOURS, st.sampled_from(ZONES))
def test_a_block_covers_its_hours_by_the_clock_there(day: date, hours: tuple[time, time], zone: str) -> None:
    block, window = _block(day, hours, zone), _around(day)
    first, last = (slot_after(_instant_by_search(day, wall, zone)) for wall in hours)
    assert _slots(block, window) == set(range(first, last))


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone not in ("UTC", "Asia/Kathmandu")])
def test_on_days_when_the_clocks_change_too(zone: str) -> None:
    @FEW
    @given(st.sampled_from(_clock_changes(zone)), st.sampled_from([-1, 0]), HOURS)
    def holds(change: date, shift: int, hours: tuple[time, time]) -> None:
        day = change + shift * DAY
        first, last = (slot_after(_instant_by_search(day, wall, zone)) for wall in hours)
        assert _slots(_block(day, hours, zone), _around(day)) == set(range(first, last))

    holds()


@MANY
@given(DAYS, HOURS, st.sampled_from(ZONES), st.integers(0, 400), st.integers(1, 400))
def test_a_window_cuts_blocks_and_adds_nothing(
    day: date, hours: tuple[time, time], zone: str, skipped: int, length: int
) -> None:
    block, wide = _block(day, hours, zone), _around(day, 10)
    window = Span(wide.first + skipped, wide.first + skipped + length)
    inside = set(range(window.first, window.last))
    assert _slots(block, window) == _slots(block, wide) & inside


def test_a_block_comes_every_week() -> None:
    day = date(2026, 3, 4)
    block = _block(day, (time(10), time(11)), "Europe/Vienna")
    starts = [instant_of(span.first) for span in block.spans(_around(day, 14))]
    here = ZoneInfo("Europe/Vienna")
    assert [s.astimezone(here).date() for s in starts] == [day + n * timedelta(weeks=1) for n in range(-2, 3)]


def test_the_hour_stays_by_the_clock_when_summer_begins() -> None:
    before, after = date(2026, 3, 25), date(2026, 4, 1)
    block = _block(before, (time(10), time(11)), "Europe/Vienna")
    starts = [
        instant_of(span.first).hour for span in block.spans(Span(_around(before).first, _around(after).last))
    ]
    assert starts == [9, 8]


def test_skipped_and_repeated_wall_times_follow_the_rfc() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    skipped = _block(spring, (time(2, 15), time(2, 45)), "Europe/Vienna")
    twice = _block(autumn, (time(2, 15), time(2, 45)), "Europe/Vienna")
    assert [instant_of(s.first) for s in skipped.spans(_around(spring))] == [
        datetime(2026, 3, 29, 1, 15, tzinfo=UTC)
    ]
    assert [instant_of(s.first) for s in twice.spans(_around(autumn))] == [
        datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    ]


def test_a_block_is_valid_from_and_until_its_days_included() -> None:
    day = date(2026, 3, 4)
    block = _block(day, (time(10), time(11)), "UTC", valid_from=day, valid_until=day + timedelta(weeks=1))
    starts = [instant_of(span.first).date() for span in block.spans(_around(day, 21))]
    assert starts == [day, day + timedelta(weeks=1)]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("11:00", "10:00"), ("10:00", "10:00"), ("10:05", "11:00"), ("10:00", "11:00:30"), ("10:00Z", "11:00")],
)
def test_refuses_blocks_off_the_grid_or_out_of_order(starts: str, ends: str) -> None:
    with pytest.raises(ValidationError):
        AvailabilityBlock.model_validate({"weekday": "MO", "starts": starts, "ends": ends, "zone": "UTC"})


def test_weekdays_count_from_monday() -> None:
    assert [day.number for day in Weekday] == list(range(7))
