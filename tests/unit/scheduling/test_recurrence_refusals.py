"""What is no rule is refused, and the refusal says what is wrong; what never matches or ends, ends soon."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from tutti.kit.clock import UnknownZone
from tutti.scheduling.model import InvalidRule, expand, first_occurrence

START = datetime.fromisoformat("2026-09-01T16:00")
AFTER, BEFORE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
VIENNA = "Europe/Vienna"


def _expand(rule: str, start: datetime = START, zone: str = VIENNA) -> list[datetime]:
    return expand(rule, start, zone, after=AFTER, before=BEFORE)


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ("", "empty"),
        ("RRULE:", "empty"),
        ("every tuesday", "EVERY TUESDAY"),
        ("INTERVAL=2", "FREQ is missing"),
        ("FREQ=WEEKLY;", "no part"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ is there twice"),
        ("FREQ=FORTNIGHTLY", "FORTNIGHTLY"),
        ("FREQ=HOURLY", "HOURLY is not for lessons"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR is not for lessons"),
        ("FREQ=DAILY;BYMINUTE=9", "BYMINUTE is not for lessons"),
        ("FREQ=DAILY;BYSECOND=9", "BYSECOND is not for lessons"),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO is not for lessons"),
        ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY is not for lessons"),
        ("FREQ=WEEKLY;SKIP=OMIT", "SKIP=OMIT"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=WEEKLY;INTERVAL=-1", "INTERVAL=-1"),
        ("FREQ=WEEKLY;INTERVAL=two", "INTERVAL='TWO'"),
        ("FREQ=WEEKLY;INTERVAL=99999999999", "nine digits"),
        ("FREQ=WEEKLY;COUNT=0", "COUNT=0"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "COUNT and UNTIL"),
        ("FREQ=WEEKLY;UNTIL=soon", "UNTIL='SOON'"),
        ("FREQ=WEEKLY;UNTIL=20270230", "20270230"),
        ("FREQ=WEEKLY;UNTIL=20270228T250000Z", "no time of the calendar"),
        ("FREQ=WEEKLY;UNTIL=20260831", "UNTIL is before the start"),
        ("FREQ=WEEKLY;UNTIL=20260901T135959Z", "UNTIL is before the start"),
        ("FREQ=WEEKLY;UNTIL=10010101", "UNTIL is before the start"),
        ("FREQ=WEEKLY;BYDAY=2TU", "not in WEEKLY"),
        ("FREQ=DAILY;BYDAY=-1TU", "not in DAILY"),
        ("FREQ=MONTHLY;BYDAY=0TU", "BYDAY=0"),
        ("FREQ=MONTHLY;BYDAY=6TU", "more than five"),
        ("FREQ=YEARLY;BYDAY=54TU", "BYDAY=54"),
        ("FREQ=WEEKLY;BYDAY=TU,", "BYDAY=''"),
        ("FREQ=WEEKLY;BYDAY=Tuesday", "BYDAY='TUESDAY'"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY does not go with WEEKLY"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=13"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS chooses"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS=0"),
        ("FREQ=WEEKLY;WKST=1", "WKST='1'"),
        ("FREQ=WEEKLY\nDTSTART:20260901T160000", "DTSTART"),
        ("FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 200), "500 characters"),
        ("FREQ=WEEKLY;\N{LATIN SMALL LETTER DOTLESS I}NTERVAL=2", "without accents"),
        ("FREQ=WEEKLY;INTERVAL=\N{ARABIC-INDIC DIGIT TWO}", "without accents"),
    ],
)
def test_says_what_is_wrong_with_a_rule(rule: str, word: str) -> None:
    with pytest.raises(InvalidRule) as refusal:
        _expand(rule)
    assert word in refusal.value.detail
    assert (refusal.value.status, refusal.value.code()) == (422, "InvalidRule")


def test_a_rule_may_be_written_in_small_letters_and_with_its_name() -> None:
    wanted = _expand("FREQ=WEEKLY;BYDAY=TU")
    assert _expand(" rrule:freq=weekly;byday=tu\n") == wanted
    assert _expand("BYDAY=TU,TU,+TU;FREQ=WEEKLY".replace(",+TU", "")) == wanted


def test_refuses_a_start_that_is_an_instant() -> None:
    with pytest.raises(InvalidRule, match="wall-clock"):
        _expand("FREQ=WEEKLY", START.replace(tzinfo=UTC))


@pytest.mark.parametrize("year", [1, 1900, 2200, 9999])
def test_refuses_a_start_beyond_the_calendar(year: int) -> None:
    with pytest.raises(InvalidRule, match="1901 to 2199"):
        _expand("FREQ=WEEKLY", START.replace(year=year))


@pytest.mark.parametrize("name", ["rdates", "exdates"])
def test_refuses_further_and_excluded_dates_beyond_the_calendar(name: str) -> None:
    for further in (START.replace(year=1), START.replace(year=9999), datetime.max.replace(tzinfo=UTC)):
        with pytest.raises(InvalidRule, match="RDATE and EXDATE"):
            expand("FREQ=WEEKLY", START, VIENNA, after=AFTER, before=BEFORE, **{name: [further]})


def test_refuses_a_window_of_wall_times() -> None:
    with pytest.raises(InvalidRule, match="instants"):
        expand("FREQ=WEEKLY", START, VIENNA, after=START, before=BEFORE)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "localtime", "CEST"])
def test_refuses_unknown_zones(zone: str) -> None:
    with pytest.raises(UnknownZone):
        _expand("FREQ=WEEKLY", zone=zone)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=5;BYDAY=38MO",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=1",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
        "FREQ=DAILY;BYMONTHDAY=1;BYSETPOS=300",
    ],
)
def test_a_rule_that_never_matches_ends_soon_with_nothing(rule: str) -> None:
    began = time.process_time()
    assert first_occurrence(rule, START, VIENNA) is None
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("rule", "most"),
    [
        ("FREQ=DAILY", 64_000),
        ("FREQ=DAILY;COUNT=999999999", 64_000),
        ("FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11", 60_000),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=1", 10_000),
        ("FREQ=YEARLY;BYDAY=MO,1TU,2WE", 10_000),
        ("FREQ=WEEKLY;INTERVAL=999999999", 1),
        ("FREQ=DAILY;INTERVAL=999999999;UNTIL=99991231", 1),
        ("FREQ=MONTHLY;INTERVAL=999999999;UNTIL=99991231T235959Z", 1),
    ],
)
def test_no_rule_is_followed_beyond_the_calendar_of_lessons(rule: str, most: int) -> None:
    began = time.process_time()
    dawn, dusk = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    found = expand(rule, START, "America/New_York", after=dawn, before=dusk)
    assert 1 <= len(found) <= most
    assert found[-1].year <= 2199
    assert time.process_time() - began < 2


def test_the_first_occurrence_may_be_years_away() -> None:
    found = first_occurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", START, VIENNA)
    assert found
    assert found.date().isoformat() == "2028-02-29"
    assert first_occurrence("FREQ=WEEKLY", START, VIENNA) == START.replace(tzinfo=UTC) - timedelta(hours=2)
