"""When the lessons of a series take place: RFC 5545 rules in wall time, as instants."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tutti.kit.clock import zone as zone_named
from tutti.scheduling.recurrence.recurrence import walls
from tutti.scheduling.recurrence.rule import InvalidRule, Rule
from tutti.scheduling.recurrence.text import parse
from tutti.scheduling.recurrence.wall_time import in_order, instant_of_wall, made_real

__all__ = ["FIRST_YEAR", "LAST_YEAR", "InvalidRule", "expand", "first_occurrence"]

FIRST_YEAR, LAST_YEAR = 1901, 2199
"""The calendar of lessons, that of `Instant`: no rule is followed beyond it, so that each ends soon."""
_MARGIN = timedelta(days=2)
"""More than any clock change, between a wall time as the rule has it and as clocks show it."""
_TICK = timedelta(microseconds=1)
DAWN = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
DUSK = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)


def expand(
    rule: str,
    start: datetime,
    zone: str,
    *,
    after: datetime,
    before: datetime,
    rdates: Iterable[datetime] = (),
    exdates: Iterable[datetime] = (),
) -> list[datetime]:
    """The occurrences of a rule as aware times in its zone, in order, with after <= occurrence < before.

    `start` is a naive wall time in `zone`; one that does not fit the rule's pattern is no occurrence. UNTIL
    is a UTC instant, a wall time, or a date with all of its day. `rdates` add occurrences, `exdates` remove
    them, also those of `rdates`; both are naive wall times or aware instants. Wall times that a clock change
    skips are read with the offset before it, those that come twice as the first (RFC 5545, section 3.3.5);
    each instant comes once. Bring them to UTC before comparing them with times of other zones: a time that
    comes twice is equal to none of those (PEP 495). Refuses with `InvalidRule` and with `UnknownZone`.
    """
    here = zone_named(zone)
    pattern, begin = parse(rule), beginning(start, here)
    opens, closes = _window(after, before)
    found = _followed(pattern, begin, here, opens, closes)
    if further := [each for each in _listed(rdates, here) if opens <= each < closes]:
        found = in_order([*found, *further])
    if excluded := {each.astimezone(UTC) for each in _listed(exdates, here)}:
        found = [each for each in found if each.astimezone(UTC) not in excluded]
    return found


def first_occurrence(rule: str, start: datetime, zone: str) -> datetime | None:
    """The first occurrence of a rule, or none: some rules never match, such as each 30 February."""
    for years in (1, 20, LAST_YEAR):
        before = datetime(min(start.year + years, LAST_YEAR + 1), 1, 3, tzinfo=UTC)
        if found := expand(rule, start, zone, after=DAWN, before=before):
            return found[0]
    return None


def beginning(start: datetime, here: ZoneInfo) -> datetime:
    """A naive start with its zone, in whole seconds; refuses what has an offset or is beyond the calendar."""
    if start.tzinfo:
        raise InvalidRule("The start is a wall-clock time, without an offset of its own.")
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise InvalidRule(f"The start is in the years {FIRST_YEAR} to {LAST_YEAR}.")
    return start.replace(tzinfo=here, fold=0, microsecond=0)


def _listed(times: Iterable[datetime], here: ZoneInfo) -> list[datetime]:
    times = list(times)
    if any(not FIRST_YEAR <= each.year <= LAST_YEAR for each in times):
        raise InvalidRule(f"RDATE and EXDATE are in the years {FIRST_YEAR} to {LAST_YEAR}.")
    return [instant_of_wall(each, here) for each in times]


def _window(after: datetime, before: datetime) -> tuple[datetime, datetime]:
    if after.tzinfo is None or before.tzinfo is None:
        raise InvalidRule("Occurrences are asked for between two instants, with their offsets.")
    return max(after, DAWN), min(before, DUSK)


def _followed(
    pattern: Rule, begin: datetime, here: ZoneInfo, opens: datetime, closes: datetime
) -> list[datetime]:
    if until := end_of(pattern, begin, here):
        closes = min(closes, until + _TICK)
    since, last = opens.astimezone(here) - _MARGIN, closes.astimezone(here) + _MARGIN
    return _between(made_real(walls(pattern, begin, since, last), here), opens, closes)


def end_of(pattern: Rule, begin: datetime, here: ZoneInfo) -> datetime | None:
    """The last instant that a rule's UNTIL allows; refuses one before the start."""
    until = pattern.until_in(here)
    if until and until < begin:
        raise InvalidRule("UNTIL is before the start.")
    return until


def _between(times: list[datetime], opens: datetime, closes: datetime) -> list[datetime]:
    """What is in the window; the times reach beyond it by no more than the margin."""
    low, high = 0, len(times)
    while low < high and times[low] < opens:
        low += 1
    while high > low and times[high - 1] >= closes:
        high -= 1
    return times[low:high]
