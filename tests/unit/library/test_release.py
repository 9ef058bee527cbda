"""From when to when something is there."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.recurring import ZONES
from tutti.library.release import NeverThere, Period, Release, Standing

WALLS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - wall times
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(WALLS, st.timedeltas(timedelta(hours=3), timedelta(days=900)), st.sampled_from(ZONES), INSTANTS)
def test_is_there_from_the_first_instant_until_the_last(
    first: datetime, lasts: timedelta, zone: str, now: datetime
) -> None:
    period = Release(releases=first, expires=first + lasts).instants(zone)
    assert period.release_at is not None
    assert period.expires_at is not None
    is_there = period.release_at <= now < period.expires_at
    assert (period.standing(now) is Standing.RELEASED) is is_there


@given(
    st.none() | INSTANTS, st.none() | INSTANTS, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=9000))
)
def test_what_has_expired_never_comes_back(
    first: datetime | None, last: datetime | None, now: datetime, later: timedelta
) -> None:
    period = Period(release_at=first, expires_at=last)
    if period.standing(now) is Standing.EXPIRED:
        assert period.standing(now + later) is Standing.EXPIRED


@given(WALLS, st.sampled_from(ZONES))
def test_is_never_there_for_no_time_at_all(first: datetime, zone: str) -> None:
    try:
        period = Release(releases=first, expires=first + timedelta(minutes=30)).instants(zone)
    except NeverThere:
        return
    assert period.release_at is not None
    assert period.expires_at is not None
    assert period.release_at < period.expires_at


def test_without_times_it_is_there_at_once_and_for_good() -> None:
    period = Release().instants("Europe/Vienna")
    assert (period, period.standing(datetime.now(UTC))) == (Period(), Standing.RELEASED)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Vienna", "2030-10-27T02:30", "2030-10-27T00:30Z"),
        ("Australia/Lord_Howe", "2030-04-07T01:45", "2030-04-06T14:45Z"),
    ],
)
def test_a_time_that_comes_twice_is_the_first_of_the_two(zone: str, wall: str, instant: str) -> None:
    period = Release(releases=datetime.fromisoformat(wall)).instants(zone)
    assert period.release_at == datetime.fromisoformat(instant)
