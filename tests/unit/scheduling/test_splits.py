"""A rule is cut at an occurrence: the head ends before it, the tail starts with it."""

from datetime import UTC, datetime

import pytest

from tutti.scheduling.model import InvalidRule
from tutti.scheduling.recurrence.splits import Split, split

START = datetime.fromisoformat("2026-09-01T16:00")
VIENNA = "Europe/Vienna"


def _cut(rule: str, at: str, start: datetime = START) -> Split:
    return split(rule, start, VIENNA, datetime.fromisoformat(at))


def test_the_head_ends_with_the_occurrence_before_the_cut() -> None:
    assert _cut("FREQ=WEEKLY;BYDAY=TU", "2026-11-03T16:00+01:00") == (
        "FREQ=WEEKLY;UNTIL=20261027T150000Z;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=TU",
        datetime.fromisoformat("2026-11-03T16:00"),
    )


def test_the_number_of_occurrences_is_shared_out() -> None:
    head, tail, _ = _cut("FREQ=WEEKLY;COUNT=10", "2026-09-22T14:00Z")
    assert (head, tail) == ("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;COUNT=7")


def test_the_tail_keeps_the_end_of_the_rule() -> None:
    head, tail, _ = _cut("FREQ=WEEKLY;UNTIL=20270630", "2026-09-22T14:00Z")
    assert (head, tail) == ("FREQ=WEEKLY;UNTIL=20260915T140000Z", "FREQ=WEEKLY;UNTIL=20270630")


def test_a_cut_between_two_occurrences_is_one_at_the_later() -> None:
    assert _cut("FREQ=WEEKLY", "2026-09-16T00:00Z") == _cut("FREQ=WEEKLY", "2026-09-22T14:00Z")


def test_a_cut_at_the_start_or_after_the_end_leaves_one_part() -> None:
    assert _cut("FREQ=WEEKLY;COUNT=3", "2026-09-01T14:00Z") == (None, "FREQ=WEEKLY;COUNT=3", START)
    assert _cut("FREQ=WEEKLY;COUNT=3", "2027-09-01T14:00Z") == ("FREQ=WEEKLY;COUNT=3", None, None)
    assert _cut("FREQ=WEEKLY", "9999-12-31T23:59Z") == ("FREQ=WEEKLY", None, None)


def test_the_tail_of_a_skipped_time_starts_at_the_wall_time_of_the_rule() -> None:
    night = datetime.fromisoformat("2026-03-28T02:30")
    cut = _cut("FREQ=DAILY;COUNT=4", "2026-03-29T03:30+02:00", night)
    assert cut == ("FREQ=DAILY;COUNT=1", "FREQ=DAILY;COUNT=3", datetime.fromisoformat("2026-03-29T02:30"))


def test_the_tail_of_a_rare_rule_is_found() -> None:
    leap_day = datetime.fromisoformat("2096-02-29T16:00")
    assert _cut("FREQ=YEARLY", "2097-01-01T00:00Z", leap_day).start == datetime.fromisoformat(
        "2104-02-29T16:00"
    )
    never = "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"
    assert _cut(never, "2027-01-01T00:00Z") == (never, None, None)


def test_weeks_with_chosen_places_are_not_cut_within() -> None:
    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=-1"
    with pytest.raises(InvalidRule, match="first of its days"):
        _cut(rule, "2026-09-16T14:00Z")
    assert _cut("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "2026-09-07T14:00Z").tail


def test_refuses_what_is_no_rule() -> None:
    with pytest.raises(InvalidRule):
        split("FREQ=WEEKLY;INTERVAL=0", START, VIENNA, datetime(2026, 10, 1, tzinfo=UTC))
