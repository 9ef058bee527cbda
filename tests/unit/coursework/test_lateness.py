"""Late is what came after the due date as it was, and after the one that holds now (CRS-3)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import FEW
from tutti.coursework.assignment import instant_due
from tutti.coursework.student_work import HandedIn
from tutti.kit.ids import new_id

NOON = datetime(2030, 5, 6, 12, tzinfo=UTC)
moments = st.integers(-10_000, 10_000).map(lambda minutes: NOON + timedelta(minutes=minutes))
walls = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2036, 12, 31))  # noqa: DTZ001
zones = st.sampled_from(["Europe/Vienna", "America/Toronto", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])


def handed_in(at: datetime, due_at: datetime | None) -> HandedIn:
    return HandedIn(submission_id=new_id("sub"), at=at, due_at=due_at)


@given(at=moments, due=moments, earlier=moments)
@FEW
def test_who_was_in_time_stays_so_wherever_the_date_is_moved(
    at: datetime, due: datetime, earlier: datetime
) -> None:
    if at <= due:
        assert not handed_in(at, due).is_late(earlier)


@given(at=moments, due=moments, later=moments)
@FEW
def test_more_time_makes_in_time_what_comes_within_it(at: datetime, due: datetime, later: datetime) -> None:
    if at <= later:
        assert not handed_in(at, due).is_late(later)


@given(at=moments, due=moments, now=moments)
@FEW
def test_what_came_after_both_is_late(at: datetime, due: datetime, now: datetime) -> None:
    assert handed_in(at, due).is_late(now) == (at > due and at > now)


@given(at=moments, due=moments)
@FEW
def test_what_is_due_at_no_time_is_never_late(at: datetime, due: datetime) -> None:
    assert not handed_in(at, None).is_late(due)
    assert not handed_in(at, due).is_late(None)


@given(wall=walls, zone=zones)
@FEW
def test_the_instant_shows_the_wall_time_unless_clocks_skip_it(wall: datetime, zone: str) -> None:
    instant = instant_due(wall, zone)
    assert instant is not None
    shows = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert shows == wall or timedelta(0) < shows - wall <= timedelta(hours=1)


@given(wall=walls, zone=zones)
@FEW
def test_of_two_instants_with_this_wall_time_it_is_the_first(wall: datetime, zone: str) -> None:
    instant, here = instant_due(wall, zone), ZoneInfo(zone)
    assert instant is not None
    hour_before = (instant - timedelta(hours=1)).astimezone(here).replace(tzinfo=None)
    assert hour_before != wall
