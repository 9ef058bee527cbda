"""The search for free hours: busy masks, kept when lessons are written, against intervals from the lessons.

200 teachers, 28 days, 20,000 lessons. Both ways know when the teachers are available and find the same starts
of a free hour; what reading 20,000 items from the table would cost on top is left out.
"""

import random
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as wall_time
from itertools import chain
from typing import TypeVar

from benchmarks.figures import Figure
from tutti.scheduling.availability import AvailabilityBlock, Hours, Weekday
from tutti.scheduling.busy import Masks, SlotTaken
from tutti.scheduling.grid import SLOTS_A_BLOCK, Span, positions, slot_after, starts

TEACHERS, LESSONS, HOUR, ROUNDS = 200, 20_000, 4, 15
ZONE = "Europe/Vienna"
Found = TypeVar("Found")


@dataclass(frozen=True)
class Month:
    """Four weeks: when teachers are available, as bits and as spans, and when they give lessons."""

    window: Span
    available: dict[str, int]
    spans: dict[str, list[Span]]
    lessons: list[tuple[str, Span]]
    masks: Masks


def measure() -> list[Figure]:
    """The search on kept masks over the search from lessons."""
    month = a_month(random.Random(7))
    found = {who: [*chain.from_iterable(hours)] for who, hours in by_lessons(month).items()}
    if {who: [*positions(bits)] for who, bits in by_masks(month).items()} != found:
        raise RuntimeError("The two ways find different hours.")
    times = [(seconds(by_masks, month), seconds(by_lessons, month)) for _ in range(ROUNDS)]
    masks, lessons = (min(column) for column in zip(*times, strict=True))
    note = f"{masks * 1000:.2f} ms against {lessons * 1000:.2f} ms"
    return [Figure("free-slot search: kept masks / from lessons", round(masks / lessons, 3), "<= 0.20", note)]


def by_masks(month: Month) -> dict[str, int]:
    """The bits at which each teacher's free hours start."""
    return {
        who: starts(bits & ~month.masks.busy(who, month.window), HOUR)
        for who, bits in month.available.items()
    }


def by_lessons(month: Month) -> dict[str, list[range]]:
    """The stretches of slots, counted from the window's first, at which each teacher's free hours start."""
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for who, span in month.lessons:
        taken[who].append((span.first, span.last))
    return {who: list(_free_hours(spans, sorted(taken[who]), month)) for who, spans in month.spans.items()}


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
    first = slot_after(datetime(2026, 11, 23, tzinfo=UTC))
    window, masks = Span(first, first + SLOTS_A_BLOCK), Masks()
    blocks = {f"teacher-{number}": _five_days(chance) for number in range(TEACHERS)}
    spans = {
        who: sorted(span for block in week for span in block.spans(window)) for who, week in blocks.items()
    }
    available = {who: Hours(week).by_place(window)[None, ZONE] for who, week in blocks.items()}
    lessons: list[tuple[str, Span]] = []
    while len(lessons) < LESSONS:
        who = f"teacher-{chance.randrange(TEACHERS)}"
        start = first + chance.randrange(SLOTS_A_BLOCK - HOUR)
        span = Span(start, start + HOUR)
        try:
            masks.claim(who, span)
        except SlotTaken:
            continue
        lessons.append((who, span))
    return Month(window, available, spans, lessons, masks)


def _five_days(chance: random.Random) -> list[AvailabilityBlock]:
    opens = chance.randrange(8, 13)
    starts_at, ends_at = wall_time(opens), wall_time(opens + 9)
    return [
        AvailabilityBlock(weekday=day, starts=starts_at, ends=ends_at, zone=ZONE)
        for day in chance.sample(list(Weekday), 5)
    ]


def seconds(search: Callable[[Month], Found], month: Month) -> float:
    """The processor's time of one search."""
    before = time.process_time()
    search(month)
    return time.process_time() - before
