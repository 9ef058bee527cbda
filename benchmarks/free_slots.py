"""The search for free hours: busy masks, kept when lessons are written, against intervals from the lessons.

200 teachers, 28 days, 20,000 lessons, a day off for everybody and one on which the school is closed. Both
ways start from the teachers' weeks and find the same starts of a free hour, the first one by the code that
answers requests; what reading 20,000 items from the table would cost on top is left out.
"""

import random
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from itertools import chain, islice
from typing import TypeVar

from benchmarks.figures import Figure
from tutti.kit.ids import derived_id
from tutti.kit.tenant import Tenant
from tutti.scheduling.availability import AvailabilityBlock, AvailabilityException, Hours, Weekday
from tutti.scheduling.busy import BusyStore, Masks, SlotTaken
from tutti.scheduling.closure import Closure, Closures
from tutti.scheduling.grid import SLOTS_A_BLOCK, Span, positions, slot_after, starts
from tutti.scheduling.midnights import midnights
from tutti.scheduling.openings import Opening, in_order
from tutti.scheduling.places import Diary

TEACHERS, LESSONS, HOUR, ROUNDS, PAGE = 200, 20_000, 4, 15, 20
ZONE, MONDAY = "Europe/Vienna", date(2026, 11, 23)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Month:
    """Four weeks: when teachers are there, and when they give lessons."""

    window: Span
    hours: dict[str, Hours]
    lessons: list[tuple[str, Span]]
    diary: Diary

    @property
    def closed(self) -> list[Span]:
        """The days on which the school is closed."""
        days = ((one.first_on, one.last_on + timedelta(days=1)) for one in self.diary.closures.closures)
        return [_days(first, last) for first, last in days]


def measure() -> list[Figure]:
    """The search on kept masks over the search from lessons: all free hours, and a page of openings."""
    month = a_month(random.Random(7))
    found = {who: [*chain.from_iterable(hours)] for who, hours in by_lessons(month).items()}
    if {who: [*positions(bits)] for who, bits in by_masks(month).items()} != found:
        raise RuntimeError("The two ways find different hours.")
    rounds = [[seconds(way, month) for way in (by_masks, a_page, by_lessons)] for _ in range(ROUNDS)]
    masks, page, lessons = (min(column) for column in zip(*rounds, strict=True))
    return [
        _figure("free-slot search: kept masks / from lessons", masks, lessons),
        _figure("a page of openings: kept masks / from lessons", page, lessons),
    ]


def _figure(name: str, masks: float, lessons: float) -> Figure:
    note = f"{masks * 1000:.2f} ms against {lessons * 1000:.2f} ms"
    return Figure(name, round(masks / lessons, 3), "<= 0.20", note)


def by_masks(month: Month) -> dict[str, int]:
    """The bits at which each teacher's free hours start."""
    midnights.cache_clear()
    free = ((who, month.diary.free(who, hours)) for who, hours in month.hours.items())
    return {who: starts(places[None, ZONE], HOUR) for who, places in free}


def a_page(month: Month) -> list[Opening]:
    """The first openings of all teachers."""
    midnights.cache_clear()
    return [
        *islice(
            in_order(*(month.diary.upcoming(who, hours, HOUR) for who, hours in month.hours.items())), PAGE
        )
    ]


def by_lessons(month: Month) -> dict[str, list[range]]:
    """The stretches of slots, counted from the window's first, at which each teacher's free hours start."""
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for who, span in month.lessons:
        taken[who].append((span.first, span.last))
    closed = month.closed
    return {
        who: list(_free_hours(_spans(hours, month.window, closed), sorted(taken[who]), month))
        for who, hours in month.hours.items()
    }


def _spans(hours: Hours, window: Span, closed: list[Span]) -> list[Span]:
    """When a teacher is there, in order."""
    there = sorted(span for block in hours.week for span in block.spans(window))
    for away in (*(one.span() for one in hours.exceptions), *closed):
        there = [part for span in there for part in span.without(away)]
    return there


def _free_hours(spans: list[Span], taken: list[tuple[int, int]], month: Month) -> Iterator[range]:
    for span in spans:
        free_from = span.first
        for first, last in taken[max(0, bisect_left(taken, (span.first, 0)) - 1) :]:
            if first >= span.last:
                break
            yield range(free_from - month.window.first, first - HOUR + 1 - month.window.first)
            free_from = max(free_from, last)
        yield range(free_from - month.window.first, span.last - HOUR + 1 - month.window.first)


def a_month(chance: random.Random) -> Month:
    """Teachers who work five days a week, and lessons of one hour at any time of theirs."""
    window, masks = (
        Span(slot_after(_midnight(MONDAY)), slot_after(_midnight(MONDAY)) + SLOTS_A_BLOCK),
        Masks(),
    )
    hours = {f"teacher-{number}": _five_days(chance) for number in range(TEACHERS)}
    lessons: list[tuple[str, Span]] = []
    while len(lessons) < LESSONS:
        who = f"teacher-{chance.randrange(TEACHERS)}"
        start = window.first + chance.randrange(SLOTS_A_BLOCK - HOUR)
        span = Span(start, start + HOUR)
        try:
            masks.claim(who, span)
        except SlotTaken:
            continue
        lessons.append((who, span))
    holiday = MONDAY + timedelta(days=15)
    closure = Closure(id=derived_id("clo", "holiday"), first_on=holiday, last_on=holiday)
    diary = Diary(BusyStore(Tenant("stu_1")), window, masks, closures=Closures(closures=(closure,)))
    return Month(window, hours, lessons, diary)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, wall_time(), UTC)


def _days(first: date, last: date) -> Span:
    """From the midnight of one day to that of another where the school is, which is an hour earlier."""
    return Span(slot_after(_midnight(first)) - HOUR, slot_after(_midnight(last)) - HOUR)


def _five_days(chance: random.Random) -> Hours:
    opens = chance.randrange(8, 13)
    starts_at, ends_at = wall_time(opens), wall_time(opens + 9)
    week = [
        AvailabilityBlock(weekday=day, starts=starts_at, ends=ends_at, zone=ZONE)
        for day in chance.sample(list(Weekday), 5)
    ]
    off = AvailabilityException(on=MONDAY + timedelta(days=chance.randrange(28)), zone=ZONE)
    return Hours(week, [off])


def seconds(search: Callable[[Month], Found], month: Month) -> float:
    """The processor's time of one search."""
    before = time.process_time()
    search(month)
    return time.process_time() - before
