"""Seats in all lessons of a series at once: the roster of a group or an ensemble (SCH-18, SCH-29).

A roster is for what lies ahead. Dates that are past, and those on which the student cannot come, leave the
pattern and stay as they are; lessons that had left it before are joined and left one by one.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from tutti.kit.errors import Refusal
from tutti.kit.raced import until_undisturbed
from tutti.kit.role import FAMILY, Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.students import seen_student
from tutti.scheduling.groups.roster import decided, read_roster, write_roster
from tutti.scheduling.groups.seats import (
    Joining,
    StudentAway,
    join_lesson,
    leave_lesson,
    sets_rules_aside,
)
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.series.entering import enter_series
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import DateVerdict, DecidedSeries, Take, Verdict
from tutti.scheduling.series.verdicts import refuse_clashes
from tutti.scheduling.service import SeriesJoined, SeriesLeft
from tutti.scheduling.store import LessonStore

AROUND = timedelta(days=8)


class SeriesJoining(Joining):
    """Who is to have a seat in every lesson to come, and what to do when some of them clash."""

    take: Take = Take.ALL


def join_series(caller: Caller, series_id: str, joining: SeriesJoining, *, now: datetime) -> DecidedSeries:
    """The series with the student, and a verdict on each date; may be repeated.

    The time of all dates is taken in one write: of every one, or of those that fit when that is asked for;
    else refuses with `SeriesClashes`. Refuses `NoSuchSeries`, `NoSuchStudent`, `NotAGroup`,
    `NotOpenToFamilies`, and `LessonFull`.
    """
    student_id = joining.student_id

    def once() -> tuple[Series, list[DateVerdict]]:
        found = read_roster(caller, series_id, student_id, now)
        if not seen_student(caller, found.witnesses).is_active:
            raise StudentAway()
        if student_id in found.series.student_ids:
            return found.series, []
        dates = decided(found, student_id, now, overrides=sets_rules_aside(caller, joining))
        if joining.take is Take.ALL:
            refuse_clashes(dates)
        apart = [one.original_start for one in dates if one.verdict is not Verdict.FREE]
        after = found.series.with_roster((*found.series.student_ids, student_id), apart)
        ids = {"student_id": student_id, "course_id": after.course_id}
        write_roster(caller.tenant, found, after, SeriesJoined(subject=series_id, **ids))
        return after, dates

    after, dates = until_undisturbed(once)
    enter_series(caller.tenant, series_id)
    alone = {one.original_start for one in dates}

    def join(lesson: Lesson) -> None:
        each = Joining(student_id=student_id, overrides_rules=joining.overrides_rules)
        join_lesson(caller, lesson.id, each, now=now)

    others = _one_by_one(caller.tenant, after, alone, join, now)
    return _stated(caller, after, sorted([*dates, *others], key=lambda one: one.original_start), student_id)


def leave_series(caller: Caller, series_id: str, student_id: str, *, now: datetime) -> DecidedSeries:
    """The series without the student, for all others as it was, and the dates that stay; may be repeated.

    What begins too soon for a family to give back stays the student's: it is cancelled, lesson by lesson.
    Refuses `NoSuchSeries`, `NoSuchStudent`, `NotAGroup`, and families `NotOpenToFamilies`.
    """

    def once() -> Series:
        found = read_roster(caller, series_id, student_id, now)
        if caller.role is not Role.TEACHER:
            seen_student(caller, found.witnesses)
        if student_id not in found.series.student_ids:
            return found.series
        notice = timedelta(hours=found.policy.reschedule_notice_hours)
        since = now + notice if caller.role in FAMILY else now
        kept = [one for one in found.series.occurrences if one <= since]
        for one in found.series.upcoming(since):
            found.masks.free(student_id, found.series.place(one).span)
        others = (one for one in found.series.student_ids if one != student_id)
        after = found.series.with_roster(others, kept)
        ids = {"student_id": student_id, "course_id": after.course_id}
        write_roster(caller.tenant, found, after, SeriesLeft(subject=series_id, **ids))
        return after

    after = until_undisturbed(once)
    enter_series(caller.tenant, series_id)

    def leave(lesson: Lesson) -> None:
        leave_lesson(caller, lesson.id, student_id, now=now)

    dates = _one_by_one(caller.tenant, after, set(), leave, now)
    return _stated(caller, after, [one for one in dates if one.verdict.is_clash], student_id)


def _one_by_one(
    tenant: Tenant, series: Series, apart: set[datetime], change: Callable[[Lesson], None], now: datetime
) -> list[DateVerdict]:
    """What came of the lessons that had left the pattern before, those moved or joined by themselves."""
    verdicts = []
    for lesson in _exceptions(tenant, series, now):
        if lesson.original_start in apart:
            continue
        try:
            change(lesson)
        except Refusal as refusal:
            detail, verdict = refusal.detail, Verdict.TAKEN
        else:
            detail, verdict = "", Verdict.FREE
        verdicts.append(DateVerdict(original_start=lesson.original_start, verdict=verdict, detail=detail))
    return verdicts


def _exceptions(tenant: Tenant, series: Series, now: datetime) -> Iterator[Lesson]:
    ids = [series.lesson_id(one) for one in series.exceptions]
    found = LessonStore(tenant).get_many(ids) if ids else []
    return (one for one in found if one.is_open(now) and one.kind is series.kind)


def _stated(caller: Caller, series: Series, dates: Sequence[DateVerdict], student_id: str) -> DecidedSeries:
    seen = tuple(one for one in series.student_ids if one == student_id or caller.role not in FAMILY)
    ids = tuple(series.lesson_id(one) for one in series.occurrences)
    shown = series.model_copy(update={"student_ids": seen})
    return DecidedSeries(series=shown, dates=tuple(dates), lesson_ids=ids)
