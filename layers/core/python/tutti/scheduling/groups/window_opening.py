"""Opening windows: in its one-to-one weeks a group's time is its members' to book (SCH-21)."""

from datetime import datetime, timedelta

from tutti.kit.due import Timers
from tutti.kit.facts import Fact, told
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.groups.hybrid import HybridCycle, as_window, private_starts
from tutti.scheduling.groups.hybrid_cycles import cycle_of
from tutti.scheduling.lesson import Lesson, LessonKind
from tutti.scheduling.series.entering import enter_series
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import LessonStore, SeriesStore

AT_ONCE = timedelta(seconds=30)


class WindowOpened(Fact):
    """A group's time can be booked one to one; `subject` is the lesson that is its window."""

    series_id: str


class HybridWeekAhead(Fact):
    """Families are to hear of a window that can be booked; `subject` is its lesson."""


def open_windows(tenant: Tenant, series_id: str, *, timers: Timers, now: datetime) -> None:
    """Make windows of all dates ahead that the series's cycle has one to one, and have families told in time.

    Nothing for a series without a cycle; what is a window already stays one.
    """
    series = SeriesStore(tenant).find(series_id)
    cycle = cycle_of(tenant, series) if series else None
    if series is None or cycle is None:
        return
    enter_series(tenant, series_id)
    for starts_at in private_starts(cycle, series, now):
        _open(tenant, cycle, series, starts_at, timers, now)
    for window in _open_already(tenant, series, now):
        _announce(tenant, cycle, window, timers, now)


def _open(
    tenant: Tenant, cycle: HybridCycle, series: Series, starts_at: datetime, timers: Timers, now: datetime
) -> None:
    lesson_id = series.lesson_id(starts_at)

    def once() -> None:
        lessons, patterns, busy = LessonStore(tenant), SeriesStore(tenant), BusyStore(tenant)
        keys = [patterns.key(series.id), lessons.key(lesson_id)]
        record, found = tenant.table.get_each(*keys)
        pattern = patterns.required(record)
        if found is None or not pattern.follows(starts_at):
            return
        before = lessons.read(found)
        masks = busy.read(before.student_ids, [before.span])
        for student_id in before.student_ids:
            masks.free(student_id, before.span)
        _announce(tenant, cycle, before, timers, now)
        tenant.table.write(
            [
                *lessons.moving(before, as_window(before)),
                *patterns.excepting(pattern, before),
                *busy.writing(masks),
                *told(tenant, WindowOpened(subject=lesson_id, series_id=series.id)),
            ]
        )

    until_undisturbed(once)


def _announce(tenant: Tenant, cycle: HybridCycle, window: Lesson, timers: Timers, now: datetime) -> None:
    """Have families told so many days ahead, or in a moment when it is later than that already."""
    at = max(cycle.notice_at(window), now + AT_ONCE)
    timers.tell(tenant, f"{window.id}-window", at, HybridWeekAhead(subject=window.id))


def _open_already(tenant: Tenant, series: Series, now: datetime) -> list[Lesson]:
    ids = [series.lesson_id(one) for one in series.exceptions if one > now]
    found = LessonStore(tenant).get_many(ids) if ids else []
    return [one for one in found if one.kind is LessonKind.WINDOW and one.is_open(now)]
