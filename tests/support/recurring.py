"""Recurrence another way: dateutil for the rule, ZoneInfo for the clocks; and rules to try."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import strategies as st

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ZONES = (
    *("Africa/Casablanca", "America/New_York", "America/Santiago", "Antarctica/Troll", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "Europe/Dublin", "Europe/Vienna", "Pacific/Apia", "Pacific/Chatham", "UTC"),
)
DAYS = st.dates(date(2005, 1, 1), date(2040, 1, 1))


@dataclass(frozen=True)
class Case:
    """A series and the window in which its occurrences are asked for."""

    rule: str
    start: datetime
    zone: str
    after: datetime
    before: datetime


def by_clocks(wall: datetime, zone: str) -> datetime:
    """The instant, in UTC, of a naive wall time: ZoneInfo's own reading of fold 0."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def by_dateutil(case: Case) -> list[datetime]:
    """The occurrences, in UTC; ends that dateutil reads differently are applied here."""
    parts = dict(part.split("=") for part in case.rule.split(";"))
    until = parts.pop("UNTIL", "")
    pattern = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=case.start)
    # Rules that never match would go on to the year 9999.
    with patch("dateutil.rrule.datetime.MAXYEAR", max(case.start.year, case.before.year) + 1):
        walls = list(pattern)
    found = {by_clocks(wall, case.zone) for wall in walls if not _is_over(until, wall, case.zone)}
    return sorted(instant for instant in found if case.after <= instant < case.before)


def _is_over(until: str, wall: datetime, zone: str) -> bool:
    if not until:
        return False
    if "T" not in until:
        return wall.date() > date.fromisoformat(until)
    last = datetime.fromisoformat(until)
    return by_clocks(wall, zone) > (last if last.tzinfo else by_clocks(last, zone))


def _some(low: int, high: int, most: int = 3) -> st.SearchStrategy[str]:
    """Some numbers, without 0, as the text of a list."""
    numbers = st.integers(low, high).filter(bool)
    return st.lists(numbers, min_size=1, max_size=most, unique=True).map(_listed)


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


_PLAIN_DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=5, unique=True).map(_listed)


def _counted_days(highest: int) -> st.SearchStrategy[str]:
    ordinals = st.integers(-highest, highest).filter(bool)
    day = st.tuples(ordinals, st.sampled_from(WEEKDAYS)).map(lambda pair: f"{pair[0]}{pair[1]}")
    return st.lists(day, min_size=1, max_size=3, unique=True).map(_listed)


_MONTHS, _MONTH_DAYS, _POSITIONS = _some(1, 12), _some(-31, 31), _some(-4, 4)
_PARTS: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "DAILY": {"BYMONTH": _MONTHS, "BYMONTHDAY": _MONTH_DAYS, "BYDAY": _PLAIN_DAYS, "BYSETPOS": _some(-1, 1)},
    "WEEKLY": {"BYMONTH": _MONTHS, "BYDAY": _PLAIN_DAYS, "BYSETPOS": _POSITIONS},
    "MONTHLY": {
        "BYMONTH": _MONTHS,
        "BYMONTHDAY": _MONTH_DAYS,
        "BYDAY": _PLAIN_DAYS | _counted_days(5),
        "BYSETPOS": _POSITIONS,
    },
    "YEARLY": {
        "BYMONTH": _MONTHS,
        "BYMONTHDAY": _MONTH_DAYS,
        "BYDAY": _PLAIN_DAYS | _counted_days(53),
        "BYSETPOS": _POSITIONS,
    },
}


@st.composite
def patterns(draw: st.DrawFn) -> dict[str, str]:
    """The parts of a rule without an end."""
    frequency = draw(st.sampled_from(tuple(_PARTS)))
    parts = {"FREQ": frequency}
    if draw(st.booleans()):
        parts["INTERVAL"] = str(draw(st.integers(1, 12)))
    for name, values in _PARTS[frequency].items():
        if draw(st.booleans()) and (name != "BYSETPOS" or len(parts.keys() - {"FREQ", "INTERVAL"})):
            # Months have no more than five of a weekday, and dateutil breaks where they are asked for more.
            within_months = name == "BYDAY" and "BYMONTH" in parts
            parts[name] = draw(_PARTS["MONTHLY"][name] if within_months and frequency == "YEARLY" else values)
    if draw(st.booleans()):
        parts["WKST"] = draw(st.sampled_from(WEEKDAYS))
    return parts


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A series with any parts, at any minute, and a window that may begin before it or long after."""
    parts = draw(patterns())
    start = datetime.combine(draw(DAYS), time()) + timedelta(minutes=draw(st.integers(0, 1439)))
    zone = draw(st.sampled_from(ZONES))
    end = draw(st.sampled_from(("", "COUNT", "UTC", "WALL", "DATE")))
    if end == "COUNT":
        parts["COUNT"] = str(draw(st.integers(1, 60)))
    elif end:
        last = start + timedelta(minutes=draw(st.integers(0, 60 * 24 * 800)))
        parts["UNTIL"] = _until(last, end, zone)
    text = ";".join(f"{name}={value}" for name, value in draw(st.permutations(list(parts.items()))))
    opens = start.replace(tzinfo=UTC) + timedelta(days=draw(st.integers(-400, 1200)))
    return Case(text, start, zone, opens, opens + timedelta(hours=draw(st.integers(0, 24 * 900))))


def _until(last: datetime, form: str, zone: str) -> str:
    if form == "DATE":
        return f"{last:%Y%m%d}"
    return f"{last:%Y%m%dT%H%M%S}" if form == "WALL" else f"{by_clocks(last, zone):%Y%m%dT%H%M%SZ}"


def clock_changes(zone: str, first: int, last: int) -> list[tuple[datetime, timedelta, timedelta]]:
    """Every change of a zone's clocks in these years: its instant in UTC, the offsets before and after."""
    here, step = ZoneInfo(zone), timedelta(days=2)
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    changes, old = [], _offset(at, here)
    while at < end:
        at, new = at + step, _offset(at + step, here)
        if new != old:
            changes.append((_first_with(at - step, at, here), old, new))
        old = new
    return changes


def _first_with(low: datetime, high: datetime, here: ZoneInfo) -> datetime:
    old = _offset(low, here)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(middle, here) == old else (low, middle)
    return high


def _offset(instant: datetime, here: ZoneInfo) -> timedelta:
    return instant.astimezone(here).utcoffset() or timedelta(0)
