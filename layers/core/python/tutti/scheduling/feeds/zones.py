"""Time zones as calendar apps want them: each change of the clocks, by a yearly rule where there is one.

Python tells offsets, not changes; these are found by looking. Outlook reads yearly rules alone, others also
dates, so that only what follows no rule is told change by change.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from tutti.kit.clock import zone

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY, WEEK, MINUTE = timedelta(days=1), timedelta(days=7), timedelta(minutes=1)


@dataclass(frozen=True)
class Observance:
    """From `begins`, by the wall clock that stood until then, clocks stand so (RFC 5545, section 3.6.5)."""

    begins: datetime
    before: timedelta
    offset: timedelta
    name: str
    rule: dict[str, Any] = field(default_factory=dict)

    @property
    def is_summer(self) -> bool:
        """True when clocks went forward."""
        return self.offset > self.before


@lru_cache(maxsize=16)
def observances(zone_name: str, first_year: int, last_year: int) -> tuple[Observance, ...]:
    """The observances of a zone that hold in these years, told from the year before on."""
    start = datetime(first_year - 1, 1, 1, tzinfo=UTC)
    changes = list(_changes(zone_name, start, datetime(last_year + 1, 1, 1, tzinfo=UTC)))
    kinds: dict[tuple[Any, ...], list[Observance]] = defaultdict(list)
    for change in changes:
        kinds[change.before, change.offset, change.name].append(change)
    told = [one for found in kinds.values() for one in _told(found, last_year - first_year + 2)]
    if changes and changes[0].begins.year < first_year:
        return tuple(told)
    here = start.astimezone(zone(zone_name))
    return (_from(here, here), *told)


def _changes(zone_name: str, start: datetime, end: datetime) -> Iterator[Observance]:
    here = zone(zone_name)
    days = (start + DAY * n for n in range((end - start) // DAY + 1))
    for day, after in pairwise(days):
        low, high = day, after
        if _clock(low.astimezone(here)) == _clock(high.astimezone(here)):
            continue
        while high - low > MINUTE:
            middle = low + (high - low) // MINUTE // 2 * MINUTE
            is_later = _clock(middle.astimezone(here)) != _clock(day.astimezone(here))
            low, high = (low, middle) if is_later else (middle, high)
        yield _from(low.astimezone(here), high.astimezone(here))


def _clock(at: datetime) -> tuple[timedelta | None, str | None]:
    return at.utcoffset(), at.tzname()


def _from(before: datetime, after: datetime) -> Observance:
    """What begins at this instant, `before` being one at which clocks still stood as they did."""
    was, now = before.utcoffset() or timedelta(0), after.utcoffset() or timedelta(0)
    begins = (after.astimezone(UTC) + was).replace(tzinfo=None)
    return Observance(begins, was, now, after.tzname() or "")


def _told(found: Sequence[Observance], years: int) -> list[Observance]:
    """Changes of one kind: the first of them with the rule that they all follow, or all of them."""
    first = found[0]
    rule = _rule([one.begins for one in found]) if len(found) == years else None
    if rule is None:
        return list(found)
    return [Observance(first.begins, first.before, first.offset, first.name, rule)]


def _rule(onsets: Sequence[datetime]) -> dict[str, Any] | None:
    """The yearly rule of these times, one for each year; None when they follow none."""
    if len({(one.month, one.weekday(), one.time()) for one in onsets}) > 1:
        return None
    first, weeks = onsets[0], {(one.day - 1) // 7 + 1 for one in onsets}
    is_last = all((one + WEEK).month != one.month for one in onsets)
    if not is_last and len(weeks) > 1:
        return None
    nth = -1 if is_last else weeks.pop()
    return {"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": f"{nth}{DAYS[first.weekday()]}"}
