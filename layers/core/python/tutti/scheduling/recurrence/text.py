"""Reads recurrence rules, and says what is wrong with those that it refuses."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from typing import Any, NoReturn

from tutti.scheduling.recurrence.rule import WEEKDAYS, Day, Frequency, InvalidRule, Rule

LONGEST = 500
"""Characters of a rule."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"[1-9][0-9]{7}(T[0-9]{6}Z?)?")
_FINER = ("SECONDLY", "MINUTELY", "HOURLY")
_NOT_FOR_LESSONS = frozenset(("BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO"))


@lru_cache(maxsize=1024)
def parse(text: str) -> Rule:
    """The rule of this text, with or without `RRULE:` before it; refuses with `InvalidRule`."""
    if len(text) > LONGEST or not text.isascii():
        _refuse(f"A rule has {LONGEST} characters at most, letters without accents and digits.")
    body = text.strip().upper().removeprefix("RRULE:")
    if not body:
        _refuse("The rule is empty.")
    said: dict[str, Any] = {}
    for part in body.split(";"):
        name, _, value = part.partition("=")
        field, read = _reader(name, part)
        if field in said:
            _refuse(f"{name} is there twice.")
        said[field] = read(name, value)
    if "frequency" not in said:
        _refuse("FREQ is missing.")
    rule = Rule(**said)
    _check(rule)
    return rule


def _refuse(detail: str) -> NoReturn:
    raise InvalidRule(detail)


def _shown(value: str) -> str:
    return repr(value if len(value) <= 40 else f"{value[:40]}…")


def _reader(name: str, part: str) -> tuple[str, Callable[[str, str], Any]]:
    if name in _NOT_FOR_LESSONS:
        _refuse(f"{name} is not for lessons; all occurrences have the hour of the start.")
    if name not in _READERS:
        _refuse(f"{_shown(part)} is no part of a recurrence rule.")
    return _READERS[name]


def _frequency(_: str, value: str) -> Frequency:
    if value in _FINER:
        _refuse(f"FREQ={value} is not for lessons; DAILY is the shortest.")
    if value not in Frequency.__members__:
        _refuse(f"FREQ={_shown(value)} is not one of {', '.join(Frequency)}.")
    return Frequency[value]


def _number(name: str, value: str, *, low: int = 1, high: int = 10**9) -> int:
    if not _NUMBER.fullmatch(value):
        _refuse(f"{name}={_shown(value)} is not a number of at most nine digits.")
    number = int(value)
    if number == 0 or not low <= number <= high:
        _refuse(f"{name}={value} is not from {low} to {high}{', without 0' if low < 0 else ''}.")
    return number


def _numbers(name: str, value: str, *, low: int, high: int) -> tuple[int, ...]:
    return tuple(sorted({_number(name, each, low=low, high=high) for each in value.split(",")}))


def _days(name: str, value: str) -> tuple[Day, ...]:
    return tuple(sorted({_day(name, each) for each in value.split(",")}))


def _day(name: str, value: str) -> Day:
    match = _DAY.fullmatch(value)
    if not match:
        _refuse(f"{name}={_shown(value)} is no weekday such as MO, 2TU or -1FR.")
    ordinal = 0 if match[1] is None else _number(name, match[1], low=-53, high=53)
    return Day(WEEKDAYS[match[2]], ordinal)


def _week_start(name: str, value: str) -> int:
    if value not in WEEKDAYS:
        _refuse(f"{name}={_shown(value)} is no weekday such as MO.")
    return WEEKDAYS[value]


def _until(name: str, value: str) -> datetime | date:
    if not _UNTIL.fullmatch(value):
        _refuse(f"{name}={_shown(value)} is not written like 20270630T140000Z, 20270630T160000 or 20270630.")
    try:
        day = date(int(value[:4]), int(value[4:6]), int(value[6:8]))
        if len(value) == 8:
            return day
        hour, minute, second = int(value[9:11]), int(value[11:13]), int(value[13:15])
        zone = UTC if value[-1] == "Z" else None
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    except ValueError:
        _refuse(f"{name}={value} is no time of the calendar.")


_READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "FREQ": ("frequency", _frequency),
    "INTERVAL": ("interval", _number),
    "COUNT": ("count", _number),
    "UNTIL": ("until", _until),
    "BYMONTH": ("by_month", partial(_numbers, low=1, high=12)),
    "BYMONTHDAY": ("by_month_day", partial(_numbers, low=-31, high=31)),
    "BYDAY": ("by_day", _days),
    "BYSETPOS": ("by_set_position", partial(_numbers, low=-366, high=366)),
    "WKST": ("week_start", _week_start),
}


def _check(rule: Rule) -> None:
    highest = max((abs(day.ordinal) for day in rule.by_day), default=0)
    if rule.count and rule.until:
        _refuse("COUNT and UNTIL exclude each other.")
    if highest and rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        _refuse(
            f"BYDAY counts weekdays, as in 2TU, in MONTHLY and YEARLY rules only, not in {rule.frequency}."
        )
    if highest > 5 and rule.frequency is Frequency.MONTHLY:
        _refuse("BYDAY: no month has more than five of a weekday.")
    if rule.by_month_day and rule.frequency is Frequency.WEEKLY:
        _refuse("BYMONTHDAY does not go with WEEKLY.")
    if rule.by_set_position and not (rule.by_day or rule.by_month_day or rule.by_month):
        _refuse("BYSETPOS chooses among what BYDAY, BYMONTHDAY or BYMONTH give; one of them is missing.")
