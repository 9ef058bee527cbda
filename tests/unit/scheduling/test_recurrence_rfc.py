"""The kinds of rules that RFC 5545 gives as examples (section 3.8.5.3), from 2 September 1997 in New York."""

from datetime import UTC, datetime

import pytest

from tutti.scheduling.model import expand

NEW_YORK = "America/New_York"
START = datetime.fromisoformat("1997-09-02T09:00")
AFTER, BEFORE = datetime(1996, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)


def _first_days(rule: str, start: datetime = START, most: int = 6) -> str:
    found = expand(rule, start, NEW_YORK, after=AFTER, before=BEFORE)
    assert {each.time() for each in found} == {start.time()}
    return " ".join(f"{each:%y%m%d}" for each in found[:most])


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", "970902 970903 970904"),
        ("FREQ=DAILY;UNTIL=19970905T000000Z", "970902 970903 970904"),
        ("FREQ=DAILY;INTERVAL=2", "970902 970904 970906 970908 970910 970912"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=5", "970902 970912 970922 971002 971012"),
        ("FREQ=DAILY;BYMONTH=1", "980101 980102 980103 980104 980105 980106"),
        ("FREQ=WEEKLY;COUNT=3", "970902 970909 970916"),
        ("FREQ=WEEKLY;UNTIL=19970917T000000Z", "970902 970909 970916"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "970902 970916 970930 971014 971028 971111"),
        ("FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH", "970902 970904 970909 970911"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR", "970903 970905 970915 970917 970919 970929"),
        ("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "970905 971003 971107 971205"),
        ("FREQ=MONTHLY;INTERVAL=2;COUNT=5;BYDAY=1SU,-1SU", "970907 970928 971102 971130 980104"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "970922 971020 971117"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "970928 971029 971128 971229 980129 980226"),
        ("FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15", "970902 970915 971002 971015"),
        ("FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1", "970930 971001 971031 971101"),
        ("FREQ=MONTHLY;INTERVAL=18;COUNT=4;BYMONTHDAY=10,11", "970910 970911 990310 990311"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "970902 970909 970916 970923 970930 971104"),
        ("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "980602 980702 990602 990702"),
        ("FREQ=YEARLY;INTERVAL=2;COUNT=4;BYMONTH=1,2,3", "990102 990202 990302 010102"),
        ("FREQ=YEARLY;BYDAY=20MO", "980518 990517 000515 010514 020520 030519"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=3", "980305 980312 980319"),
        ("FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8;COUNT=5", "980604 980611 980618 980625 980702"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "980213 980313 981113 990813 001013 010413"),
        ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=3", "970913 971011 971108"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "970904 971007 971106"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=4", "970929 971030 971127 971230"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "970915 970930 971015 971030 971115"),
    ],
)
def test_follows_the_rule(rule: str, days: str) -> None:
    assert _first_days(rule) == days


def test_the_day_after_the_first_monday_of_november_in_every_fourth_year_is_election_day() -> None:
    rule = "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"
    assert (
        _first_days(rule, datetime.fromisoformat("1996-11-05T09:00"))
        == "961105 001107 041102 081104 121106 161108"
    )


def test_the_first_day_of_the_week_decides_which_weeks_every_second_one_is() -> None:
    start = datetime.fromisoformat("1997-08-05T09:00")
    rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST="
    assert _first_days(f"{rule}MO", start) == "970805 970810 970819 970824"
    assert _first_days(f"{rule}SU", start) == "970805 970817 970819 970831"


def test_a_day_that_a_month_does_not_have_is_left_out_and_does_not_count() -> None:
    start = datetime.fromisoformat("1998-01-31T09:00")
    assert _first_days("FREQ=MONTHLY;COUNT=4", start) == "980131 980331 980531 980731"
    leap_day = datetime.fromisoformat("2000-02-29T09:00")
    assert _first_days("FREQ=YEARLY;COUNT=3", leap_day) == "000229 040229 080229"


def test_every_weekday_and_counted_weekdays_stand_together() -> None:
    rule = "FREQ=MONTHLY;BYDAY=MO,1TU;COUNT=6"
    assert _first_days(rule) == "970902 970908 970915 970922 970929 971006"


def test_a_start_beside_the_pattern_is_no_occurrence_and_does_not_count() -> None:
    assert _first_days("FREQ=WEEKLY;BYDAY=TH;COUNT=2") == "970904 970911"


def test_a_count_begins_with_the_start_whatever_is_asked_for() -> None:
    later = datetime(1997, 9, 10, tzinfo=UTC)
    found = expand("FREQ=WEEKLY;COUNT=3", START, NEW_YORK, after=later, before=BEFORE)
    assert [each.day for each in found] == [16]


def test_the_end_by_a_date_includes_that_day_and_by_a_wall_time_that_time() -> None:
    assert _first_days("FREQ=WEEKLY;UNTIL=19970909") == "970902 970909"
    assert _first_days("FREQ=WEEKLY;UNTIL=19970909T090000") == "970902 970909"
    assert _first_days("FREQ=WEEKLY;UNTIL=19970909T085959") == "970902"
    assert _first_days("FREQ=WEEKLY;UNTIL=19970909T130000Z") == "970902 970909"
    assert _first_days("FREQ=WEEKLY;UNTIL=19970909T125959Z") == "970902"


def test_the_window_includes_its_beginning_and_not_its_end() -> None:
    first, second = expand("FREQ=DAILY;COUNT=2", START, NEW_YORK, after=AFTER, before=BEFORE)
    assert expand("FREQ=DAILY", START, NEW_YORK, after=first, before=second) == [first]
    assert expand("FREQ=DAILY", START, NEW_YORK, after=second, before=first) == []


def test_further_dates_are_in_order_and_each_instant_is_there_once() -> None:
    found = expand(
        "FREQ=WEEKLY;COUNT=2",
        START,
        NEW_YORK,
        after=AFTER,
        before=BEFORE,
        rdates=[datetime.fromisoformat("1997-09-04T10:00"), START],
        exdates=[datetime.fromisoformat("1997-09-09T13:00:00+00:00")],
    )
    assert [each.isoformat() for each in found] == ["1997-09-02T09:00:00-04:00", "1997-09-04T10:00:00-04:00"]
