"""Lessons as calendar apps want them: one rule with its exceptions where lessons repeat, else one by one.

A rule is read off the dates themselves and written only when it gives those dates again, minus those that it
names as left out; so nothing that an app shows can differ from what was booked (RFC 5545, section 3.8.5).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from math import gcd
from typing import Any

from tutti.kit.clock import zone
from tutti.scheduling.lesson import Lesson, LessonKind, LessonStatus

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Weekly:
    """Every so many weeks on these weekdays, from the first to the last date, without those left out.

    Nothing but this part of the recurrence rules is read alike by all calendar apps.
    """

    interval: int
    weekdays: tuple[int, ...]
    missing: tuple[date, ...]

    @classmethod
    def through(cls, dates: Sequence[date]) -> "Weekly | None":
        """The rule through these dates; None when it would leave out more dates than it gives."""
        first, last = min(dates), max(dates)
        mondays = {day - timedelta(days=day.weekday()) for day in dates}
        interval = reduce(gcd, ((monday - min(mondays)) // WEEK for monday in mondays)) or 1
        weekdays = tuple(sorted({day.weekday() for day in dates}))
        span = range((max(mondays) - min(mondays)) // WEEK // interval + 1)
        given = (
            min(mondays) + week * interval * WEEK + timedelta(days=day) for week in span for day in weekdays
        )
        missing = tuple(day for day in given if first <= day <= last and day not in set(dates))
        return None if len(missing) > len(dates) else cls(interval, weekdays, missing)

    def rule(self, last: datetime) -> dict[str, Any]:
        """The parts of the RRULE; its end is in UTC, as it must be beside a start with a zone."""
        return {
            "FREQ": "WEEKLY",
            "UNTIL": last.astimezone(UTC),
            "INTERVAL": self.interval,
            "BYDAY": [DAYS[day] for day in self.weekdays],
            "WKST": "MO",
        }


@dataclass(frozen=True)
class Entry:
    """One VEVENT: what `lesson` says, at its own time or, for a rule, at the time of its first date."""

    uid: str
    lesson: Lesson
    starts_at: datetime
    ends_at: datetime
    sequence: int
    replaces: datetime | None = None
    rule: dict[str, Any] = field(default_factory=dict)
    left_out: tuple[datetime, ...] = ()


def entries_of(lessons: Iterable[Lesson]) -> Iterator[Entry]:
    """The entries of these lessons, those of a series together."""
    series: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.series_id:
            series[lesson.series_id, lesson.zone].append(lesson)
        else:
            yield _single(lesson)
    for (series_id, _), members in series.items():
        yield from _of_series(series_id, members)


def _of_series(series_id: str, members: Sequence[Lesson]) -> Iterator[Entry]:
    wall = {lesson.id: _wall(lesson) for lesson in members}
    (hour, _), *_ = Counter(at.time() for at in wall.values()).most_common(1)
    fitting = [lesson for lesson in members if wall[lesson.id].time() == hour and not wall[lesson.id].fold]
    fitting.sort(key=lambda lesson: lesson.original_start)
    usual = _usual(fitting)
    weekly = Weekly.through([wall[lesson.id].date() for lesson in fitting]) if usual else None
    if usual is None or weekly is None or len(fitting) < 2:
        yield from map(_single, members)
        return
    yield _master(series_id, fitting, usual, weekly)
    yield from (_exception(series_id, one) for one in fitting if _shape(one) != _shape(usual))
    yield from (_single(one) for one in members if one not in fitting)


def _usual(fitting: Iterable[Lesson]) -> Lesson | None:
    """A lesson that says what most of those say that take place and were never moved."""
    unmoved = [one for one in fitting if one.status.is_live and one.starts_at == one.original_start]
    shapes = Counter(_shape(lesson) for lesson in unmoved).most_common(1)
    return next((one for one in unmoved if _shape(one) == shapes[0][0]), None) if shapes else None


def _shape(lesson: Lesson) -> tuple[Any, ...]:
    """Everything that a calendar shows of a lesson, apart from its date."""
    state = status_of(lesson)
    moved = lesson.starts_at - lesson.original_start
    place = (lesson.teacher_id, lesson.room_id, lesson.location_id, lesson.mode, lesson.video_url)
    whose = lesson.student_ids if lesson.kind is LessonKind.PRIVATE else ()
    return (lesson.course_id, lesson.ends_at - lesson.starts_at, moved, state, place, whose)


def _master(series_id: str, fitting: Sequence[Lesson], usual: Lesson, weekly: Weekly) -> Entry:
    first, last = fitting[0].original_start, fitting[-1].original_start
    here = zone(usual.zone)
    hour = first.astimezone(here).time()
    return Entry(
        uid=series_id,
        lesson=usual,
        starts_at=first,
        ends_at=first + (usual.ends_at - usual.starts_at),
        sequence=max(one.sequence for one in fitting if _shape(one) == _shape(usual)),
        rule=weekly.rule(last),
        left_out=tuple(datetime.combine(day, hour, here) for day in weekly.missing),
    )


def _exception(series_id: str, lesson: Lesson) -> Entry:
    return Entry(
        series_id, lesson, lesson.starts_at, lesson.ends_at, lesson.sequence, replaces=lesson.original_start
    )


def _single(lesson: Lesson) -> Entry:
    return Entry(lesson.id, lesson, lesson.starts_at, lesson.ends_at, lesson.sequence)


def _wall(lesson: Lesson) -> datetime:
    return lesson.original_start.astimezone(zone(lesson.zone))


def status_of(lesson: Lesson) -> str:
    """The STATUS of its event (RFC 5545, section 3.8.1.11)."""
    if not lesson.status.is_live:
        return "CANCELLED"
    return "TENTATIVE" if lesson.status is LessonStatus.REQUESTED else "CONFIRMED"
