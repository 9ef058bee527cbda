"""A rule cut in two at an occurrence, for changes of this and the following ones."""

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tutti.kit.clock import zone as zone_named
from tutti.scheduling.model import DUSK, beginning, end_of
from tutti.scheduling.recurrence.recurrence import walls
from tutti.scheduling.recurrence.rule import Frequency, InvalidRule, Rule
from tutti.scheduling.recurrence.text import parse


class Split(NamedTuple):
    """The rule before the cut, the rule from there on, and the naive wall time at which the latter starts.

    A part without occurrences is None. RDATE and EXDATE belong to the part in whose time they are.
    """

    head: str | None
    tail: str | None
    start: datetime | None


def split(rule: str, start: datetime, zone: str, at: datetime) -> Split:
    """Two rules that give together, from `start` and from the cut's own start, what the rule gives.

    The head has the occurrences before the instant `at`, the tail those from it on. COUNT is shared out; the
    head of a rule without COUNT ends by UNTIL. Refuses what `expand` refuses, and, of WEEKLY rules with
    BYSETPOS, cuts within a week, since the tail's first week would be a short one.
    """
    here = zone_named(zone)
    pattern, begin = parse(rule), beginning(start, here)
    found = _until_after(pattern, begin, here, at)
    before = bisect_left(found, at)
    if before == len(found):
        return Split(str(pattern), None, None)
    _refuse_short_week(pattern, found[before])
    if before == 0:
        return Split(None, str(pattern), found[0].replace(tzinfo=None))
    if pattern.count:
        head, tail = pattern.counted(before), pattern.counted(pattern.count - before)
    else:
        head, tail = pattern.ending(found[before - 1].astimezone(UTC)), pattern
    return Split(str(head), str(tail), found[before].replace(tzinfo=None))


def _until_after(pattern: Rule, begin: datetime, here: ZoneInfo, at: datetime) -> list[datetime]:
    """The wall times from the start to the first one that is not before `at`, and perhaps more."""
    until, near = end_of(pattern, begin, here), min(max(at, begin), DUSK).astimezone(here)
    found: list[datetime] = []
    for years in (1, 20, 300):
        last = min(near + timedelta(days=366 * years), DUSK.astimezone(here))
        found = walls(pattern, begin, begin, last)
        found = found[: bisect_right(found, until)] if until else found
        if found and found[-1] >= at:
            break
    return found


def _refuse_short_week(pattern: Rule, wall: datetime) -> None:
    if pattern.frequency is Frequency.WEEKLY and pattern.by_set_position:
        places = [(day.weekday - pattern.week_start) % 7 for day in pattern.by_day]
        if places and (wall.weekday() - pattern.week_start) % 7 > min(places):
            raise InvalidRule("A WEEKLY rule with BYSETPOS is cut at the first of its days in a week only.")
