"""The days of a recurrence rule, by arithmetic on day numbers (`date.toordinal`): no clock changes here."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import accumulate, chain, islice, repeat
from typing import Any

from tutti.scheduling.recurrence.rule import Day, Frequency, Rule

WEEK = 7
_LONGEST_STEP = 200_000
"""Days; longer than the calendar of lessons, so that longer steps find nothing else."""


def walls(rule: Rule, start: datetime, since: datetime, last: datetime) -> list[datetime]:
    """The wall times of a rule in order, each with the tzinfo that the start, `since` and `last` share.

    A start that does not fit the pattern is no occurrence and does not count. COUNT counts from the start,
    whatever `since` is.
    """
    first = start.toordinal()
    since_day = first if rule.count else max(first, since.toordinal())
    if _is_even(rule):
        found = _evenly(rule, start, since_day, last.toordinal())
    else:
        days = _days(rule, start.date(), since_day, last.toordinal())
        found = (start + timedelta(day - first) for day in days)
    counted = [*islice(found, rule.count)]
    return counted[bisect_left(counted, since) : bisect_right(counted, last)]


def _is_even(rule: Rule) -> bool:
    """Whether every occurrence repeats by the same number of days."""
    if rule.by_month or rule.by_set_position:
        return False
    is_plain = not (rule.by_day or rule.by_month_day)
    return rule.frequency is Frequency.WEEKLY or (rule.frequency is Frequency.DAILY and is_plain)


def _evenly(rule: Rule, start: datetime, since: int, last: int) -> Iterable[datetime]:
    first = start.toordinal()
    if rule.frequency is Frequency.DAILY:
        return _repeated(start, range(first, last + 1, min(rule.interval, _LONGEST_STEP)), since)
    step, week = min(rule.interval * WEEK, _LONGEST_STEP), _week_of(rule, first)
    runs = []
    for offset in _offsets(rule, start.weekday()):
        day = week + offset if week + offset >= first else week + offset + step
        runs.append(_repeated(start, range(day, last + 1, step), since))
    return runs[0] if len(runs) == 1 else merge(*runs)


def _repeated(start: datetime, days: range, since: int) -> Iterable[datetime]:
    left = days[max(0, -(-(since - days.start) // days.step)) :]
    if not left:
        return ()
    begin = start + timedelta(left.start - start.toordinal())
    steps: Iterable[Any] = repeat(timedelta(left.step), len(left) - 1)
    return accumulate(steps, initial=begin)


def _days(rule: Rule, start: date, since: int, last: int) -> Iterator[int]:
    """The days of an uneven rule, period by period."""
    first = start.toordinal()
    for period in _PERIODS[rule.frequency](rule, start, since, last):
        for day in _chosen(period, rule.by_set_position):
            if day >= first:
                yield day


def _chosen(days: list[int], positions: tuple[int, ...]) -> list[int]:
    if not positions:
        return days
    places = (position - (position > 0) for position in positions)
    return sorted({days[place] for place in places if -len(days) <= place < len(days)})


def _daily(rule: Rule, start: date, since: int, last: int) -> Iterator[list[int]]:
    for number in _stepped(start.toordinal(), since, last, rule.interval):
        day = date.fromordinal(number)
        is_in_month = not rule.by_month or day.month in rule.by_month
        if (
            is_in_month
            and (not rule.by_day or Day(day.weekday()) in rule.by_day)
            and _is_month_day(rule, day)
        ):
            yield [number]


def _weekly(rule: Rule, start: date, since: int, last: int) -> Iterator[list[int]]:
    """The first week has the days from the start on only, before BYSETPOS chooses."""
    first, offsets = start.toordinal(), _offsets(rule, start.weekday())
    for week in _stepped(_week_of(rule, first), since - WEEK + 1, last, rule.interval * WEEK):
        days = (week + offset for offset in offsets if week + offset >= first)
        yield [day for day in days if not rule.by_month or date.fromordinal(day).month in rule.by_month]


def _monthly(rule: Rule, start: date, since: int, last: int) -> Iterator[list[int]]:
    by_month_day = rule.by_month_day or (() if rule.by_day else (start.day,))
    for number in _stepped(_month(start), _month_of(since), _month_of(last), rule.interval):
        year, month = divmod(number, 12)
        if not rule.by_month or month + 1 in rule.by_month:
            yield _month_days(rule.by_day, by_month_day, year, month + 1)


def _yearly(rule: Rule, start: date, since: int, last: int) -> Iterator[list[int]]:
    first_year, last_year = date.fromordinal(since).year, date.fromordinal(last).year
    is_plain = not (rule.by_day or rule.by_month_day)
    months = rule.by_month or ((start.month,) if is_plain else tuple(range(1, 13)))
    by_month_day = (start.day,) if is_plain else rule.by_month_day
    for year in _stepped(start.year, first_year, last_year, rule.interval):
        if not rule.by_month and any(day.ordinal for day in rule.by_day):
            yield _year_days(rule, year)
        else:
            yield [
                *chain.from_iterable(_month_days(rule.by_day, by_month_day, year, each) for each in months)
            ]


_PERIODS = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}


def _stepped(first: int, since: int, last: int, step: int) -> range:
    """Every period from the first on that may reach into what is asked for."""
    periods = range(first, last + 1, step)
    return periods[max(0, (since - first) // step) :]


def _week_of(rule: Rule, day: int) -> int:
    """The first day of the week around a day; day 1 of the calendar is a Monday."""
    return day - (day - 1 - rule.week_start) % WEEK


def _offsets(rule: Rule, weekday: int) -> list[int]:
    """The days of the rule's week, counted from its first."""
    weekdays = [day.weekday for day in rule.by_day] or [weekday]
    return sorted((each - rule.week_start) % WEEK for each in weekdays)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_of(number: int) -> int:
    return _month(date.fromordinal(number))


def _month_days(by_day: tuple[Day, ...], by_month_day: tuple[int, ...], year: int, month: int) -> list[int]:
    weekday, length = monthrange(year, month)
    before = date(year, month, 1).toordinal() - 1
    days = {day if day > 0 else length + 1 + day for day in by_month_day} & {*range(1, length + 1)}
    if by_day:
        on_weekdays = _on_weekdays(by_day, int(weekday), length)
        days = days & on_weekdays if by_month_day else on_weekdays
    return sorted(before + day for day in days)


def _year_days(rule: Rule, year: int) -> list[int]:
    new_year = date(year, 1, 1)
    before = new_year.toordinal() - 1
    length = date(year, 12, 31).toordinal() - before
    days = (before + day for day in _on_weekdays(rule.by_day, new_year.weekday(), length))
    return sorted(day for day in days if _is_month_day(rule, date.fromordinal(day)))


def _on_weekdays(by_day: tuple[Day, ...], first: int, length: int) -> set[int]:
    """The days, counted from 1, of a month or year whose first day has the weekday `first`."""
    found: set[int] = set()
    for weekday, ordinal in by_day:
        all_of_them = range(1 + (weekday - first) % WEEK, length + 1, WEEK)
        found.update(_chosen([*all_of_them], (ordinal,) if ordinal else ()))
    return found


def _is_month_day(rule: Rule, day: date) -> bool:
    if not rule.by_month_day or day.day in rule.by_month_day:
        return True
    return day.day - monthrange(day.year, day.month)[1] - 1 in rule.by_month_day
