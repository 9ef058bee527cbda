"""Series keep their wall time over every change of clocks from 2020 to 2037, in every zone there is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import available_timezones

import pytest

from tests.support.recurring import by_clocks, clock_changes
from tutti.scheduling.model import expand

DAY, WEEK, HOUR, MINUTE = timedelta(days=1), timedelta(days=7), timedelta(hours=1), timedelta(minutes=1)
Change = tuple[datetime, timedelta, timedelta]
SERIES = """
from datetime import UTC, datetime
from tutti.scheduling.model import expand
found = expand("FREQ=DAILY;COUNT=400", datetime.fromisoformat("2026-03-01T02:30"), "Europe/Vienna",
               after=datetime(2026, 1, 1, tzinfo=UTC), before=datetime(2028, 1, 1, tzinfo=UTC),
               rdates=[datetime.fromisoformat("2026-03-29T02:15")],
               exdates=[datetime.fromisoformat("2026-10-25T02:30")])
print([each.isoformat() for each in found])
"""


@cache
def _changes() -> dict[tuple[Change, ...], str]:
    """The changes of clocks, and one of the zones that have just these."""
    names = sorted(available_timezones() - {"localtime"})
    return {tuple(changes): name for name in names if (changes := clock_changes(name, 2020, 2037))}


def _wall_times_around(change: Change) -> Iterator[datetime]:
    """Before, in and after what is skipped or comes twice."""
    at, old, new = change
    first, last = sorted((at.replace(tzinfo=None) + old, at.replace(tzinfo=None) + new))
    yield from (first - MINUTE, first, first + (last - first) / 2, last - MINUTE, last)


def _series(wall: datetime, zone: str, step: timedelta) -> list[datetime]:
    start, frequency = wall - 2 * step, "DAILY" if step == DAY else "WEEKLY"
    after, before = datetime(2019, 1, 1, tzinfo=UTC), datetime(2039, 1, 1, tzinfo=UTC)
    found = expand(f"FREQ={frequency};COUNT=5", start, zone, after=after, before=before)
    assert [each.astimezone(UTC) for each in found] == sorted(
        {by_clocks(start + number * step, zone) for number in range(5)}
    )
    return found


def test_in_every_zone_a_weekly_lesson_stays_at_its_hour_for_eighteen_years() -> None:
    start = datetime.fromisoformat("2020-01-07T16:00")
    after, before = datetime(2020, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
    walls = [start + number * WEEK for number in range(939)]
    for zone in available_timezones() - {"localtime"}:
        found = expand("FREQ=WEEKLY", start, zone, after=after, before=before)
        assert [each.replace(tzinfo=None) for each in found] == walls, zone


@pytest.mark.parametrize("step", [DAY, WEEK])
def test_every_change_of_clocks_leaves_the_wall_times_as_they_were(step: timedelta) -> None:
    assert len(_changes()) > 30
    for changes, zone in _changes().items():
        for change in changes:
            at, old, new = change
            for wall in _wall_times_around(change):
                found = _series(wall, zone, step)
                here = next(each for each in found if each.astimezone(UTC) == by_clocks(wall, zone))
                is_skipped = at.replace(tzinfo=None) + old <= wall < at.replace(tzinfo=None) + new
                assert here.replace(tzinfo=None) == (wall + (new - old) if is_skipped else wall), (zone, at)
                assert here.fold == 0


@pytest.mark.parametrize(
    ("zone", "day", "wall", "shown"),
    [
        ("Europe/Vienna", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T03:30:00-04:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:45:00+11:00"),
        ("Europe/Vienna", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45:00+11:00"),
    ],
)
def test_a_skipped_time_has_the_offset_before_and_one_that_comes_twice_is_the_first(
    zone: str, day: str, wall: str, shown: str
) -> None:
    start = datetime.fromisoformat(f"{day}T{wall}") - 2 * DAY
    after, before = start.replace(tzinfo=UTC) - 2 * DAY, start.replace(tzinfo=UTC) + 9 * DAY
    found = expand("FREQ=DAILY;COUNT=4", start, zone, after=after, before=before)
    assert found[2].isoformat() == shown
    assert [each.strftime("%H:%M") for each in (*found[:2], found[3])] == [wall] * 3


@pytest.mark.parametrize(
    ("zone", "hours_in_utc"),
    [("Europe/Vienna", {15, 14}), ("America/New_York", {21, 20}), ("Australia/Lord_Howe", {5})],
)
def test_a_weekly_lesson_stays_at_four_in_the_afternoon_all_year(zone: str, hours_in_utc: set[int]) -> None:
    start = datetime.fromisoformat("2026-09-01T16:00")
    after, before = datetime(2026, 9, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    found = expand("FREQ=WEEKLY;COUNT=52", start, zone, after=after, before=before)
    assert [each.replace(tzinfo=None) for each in found] == [start + number * WEEK for number in range(52)]
    assert {each.astimezone(UTC).hour for each in found} == hours_in_utc
    assert len({each.utcoffset() for each in found}) == 2


def test_two_wall_times_of_one_instant_are_one_occurrence() -> None:
    # Samoa went without 30 December 2011.
    after, before = datetime(2011, 1, 1, tzinfo=UTC), datetime(2013, 1, 1, tzinfo=UTC)
    found = expand(
        "FREQ=DAILY;COUNT=4",
        datetime.fromisoformat("2011-12-28T16:00"),
        "Pacific/Apia",
        after=after,
        before=before,
    )
    assert [each.day for each in found] == [28, 29, 31]


def test_a_further_date_that_is_skipped_takes_its_place_in_the_order_of_instants() -> None:
    after, before = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    start, further = datetime.fromisoformat("2026-03-29T03:15"), datetime.fromisoformat("2026-03-29T02:30")
    found = expand("FREQ=DAILY;COUNT=1", start, "Europe/Vienna", after=after, before=before, rdates=[further])
    assert [each.strftime("%H:%M") for each in found] == ["03:15", "03:30"]
    only = expand(
        "FREQ=DAILY;COUNT=1",
        start,
        "Europe/Vienna",
        after=after,
        before=before,
        rdates=[further],
        exdates=[further],
    )
    assert only == [found[0]]


def test_the_zone_of_the_process_does_not_matter() -> None:
    paths = os.pathsep.join(sys.path)
    found = {
        subprocess.run(
            [sys.executable, "-c", SERIES],
            env={"PYTHONPATH": paths, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for zone in ("UTC", "America/New_York", "Pacific/Apia", "Europe/Vienna")
    }
    assert len(found) == 1
    assert "2026-03-29T03:15:00+02:00" in found.pop()
