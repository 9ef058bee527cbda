"""The expansion of series: a thousand weekly ones with 52 lessons, against dateutil's rules and ZoneInfo.

Every rule is read from its text; half of them end by number, half by date. Both ways find the same instants.
"""

import random
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from benchmarks.figures import Figure
from tutti.scheduling.model import expand
from tutti.scheduling.recurrence.text import parse

SERIES, LESSONS, ROUNDS = 1000, 52, 9
ZONES = ("Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo")
AFTER, BEFORE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
Series = tuple[str, datetime, str]


def measure() -> list[Figure]:
    """Our expansion over that of dateutil and ZoneInfo."""
    series = list(some_series(random.Random(7)))
    if by_arithmetic(series) != by_dateutil(series):
        raise RuntimeError("The two ways find different lessons.")
    times = [(seconds(by_arithmetic, series), seconds(by_dateutil, series)) for _ in range(ROUNDS)]
    ours, theirs = (min(column) for column in zip(*times, strict=True))
    note = f"{ours * 1000:.1f} ms against {theirs * 1000:.0f} ms"
    name = f"expanding {SERIES} weekly series x {LESSONS}: wall arithmetic / dateutil"
    return [Figure(name, round(ours / theirs, 3), "<= 0.15", note)]


def some_series(chance: random.Random) -> Iterable[Series]:
    """Weekly series that start on any day of a year, in the daytime."""
    for number in range(SERIES):
        day = datetime.fromisoformat("2026-01-05T08:00") + timedelta(days=chance.randrange(365))
        start = day + timedelta(minutes=15 * chance.randrange(44))
        last = start + timedelta(weeks=LESSONS - 1)
        end = f"COUNT={LESSONS}" if number % 2 else f"UNTIL={last:%Y%m%dT%H%M%S}"
        yield f"FREQ=WEEKLY;{end}", start, ZONES[number % len(ZONES)]


def by_arithmetic(series: list[Series]) -> list[list[datetime]]:
    """The lessons of every series; no rule is known from before."""
    parse.cache_clear()
    return [expand(rule, start, zone, after=AFTER, before=BEFORE) for rule, start, zone in series]


def by_dateutil(series: list[Series]) -> list[list[datetime]]:
    """The same lessons: wall times by dateutil, each given its zone."""
    found = []
    for rule, start, zone in series:
        here = ZoneInfo(zone)
        found.append([wall.replace(tzinfo=here) for wall in rrulestr(rule, dtstart=start)])
    return found


def seconds(expansion: Callable[[list[Series]], object], series: list[Series]) -> float:
    """The processor's time of one expansion of all series."""
    before = time.process_time()
    expansion(series)
    return time.process_time() - before
