"""Time zones in feeds: clocks stand in them as they stand in Python, at every hour of the feed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from dateutil.rrule import rrulestr

from tutti.kit.clock import zone
from tutti.scheduling.feeds.zones import Observance, observances

YEARS = (2026, 2028)
OFTEN = ("Africa/Casablanca", "America/Toronto", "Asia/Gaza", "Asia/Kathmandu", "Australia/Lord_Howe")
OTHERS = ("Europe/Dublin", "Europe/Vienna", "Pacific/Auckland", "America/Santiago", "UTC")


def _begins(told: tuple[Observance, ...]) -> list[tuple[datetime, timedelta]]:
    """Every instant at which clocks change, by the rules, with the offset from then on."""
    found = []
    for one in told:
        rule = ";".join(f"{name}={value}" for name, value in one.rule.items())
        until = one.begins.replace(year=YEARS[1] + 1)
        onsets = (
            rrulestr(rule, dtstart=one.begins).between(one.begins, until, inc=True) if rule else [one.begins]
        )
        found += [((onset - one.before).replace(tzinfo=UTC), one.offset) for onset in onsets]
    return sorted(found)


def _offset_at(begins: list[tuple[datetime, timedelta]], at: datetime) -> timedelta:
    return [offset for onset, offset in begins if onset <= at][-1]


@pytest.mark.parametrize("name", [*OFTEN, *OTHERS])
def test_clocks_stand_as_they_do(name: str) -> None:
    begins, at = _begins(observances(name, *YEARS)), datetime(YEARS[0], 1, 1, tzinfo=UTC)
    while at.year <= YEARS[1]:
        assert _offset_at(begins, at) == at.astimezone(zone(name)).utcoffset(), at
        at += timedelta(hours=1)


def test_all_zones_are_told() -> None:
    for name in sorted(available_timezones() - {"localtime"}):
        begins, at = _begins(observances(name, *YEARS)), datetime(YEARS[0], 1, 1, tzinfo=UTC)
        for _ in range(100):
            assert _offset_at(begins, at) == at.astimezone(zone(name)).utcoffset(), (name, at)
            at += timedelta(days=10, hours=7)


def test_vienna_is_told_by_two_rules() -> None:
    summer, winter = observances("Europe/Vienna", *YEARS)
    assert (summer.is_summer, winter.is_summer) == (True, False)
    assert [f"{one.begins}" for one in (summer, winter)] == ["2025-03-30 02:00:00", "2025-10-26 03:00:00"]
    assert [one.rule["BYDAY"] for one in (summer, winter)] == ["-1SU", "-1SU"]


def test_a_zone_that_never_changes_is_told_once() -> None:
    [only] = observances("Asia/Kathmandu", *YEARS)
    assert (only.offset, only.rule) == (timedelta(hours=5, minutes=45), {})
