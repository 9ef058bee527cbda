"""Recurrence against dateutil's rules and ZoneInfo's clocks: any parts, starts, zones and windows."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.examples import FEW, MANY
from tests.support.recurring import Case, by_clocks, by_dateutil, cases
from tutti.scheduling.model import expand
from tutti.scheduling.recurrence.rule import InvalidRule
from tutti.scheduling.recurrence.splits import split
from tutti.scheduling.recurrence.text import parse

ALWAYS = datetime(1901, 1, 1, tzinfo=UTC)


def _in_utc(times: list[datetime]) -> list[datetime]:
    return [each.astimezone(UTC) for each in times]


def _ours(case: Case, rule: str | None = None) -> list[datetime]:
    found = expand(rule or case.rule, case.start, case.zone, after=case.after, before=case.before)
    return _in_utc(found)


@MANY
@given(cases())
def test_finds_what_dateutil_and_the_clocks_find(case: Case) -> None:
    assert _ours(case) == by_dateutil(case)


@FEW
@given(cases())
def test_a_rule_read_and_written_again_is_the_same_rule(case: Case) -> None:
    text = str(parse(case.rule))
    assert str(parse(text)) == text
    assert parse(text) == parse(case.rule)
    assert _ours(case, f"RRULE:{text}") == _ours(case)


@FEW
@given(cases())
def test_the_end_of_a_rule_for_feeds_is_the_same_instant_in_utc(case: Case) -> None:
    text = str(parse(case.rule).for_feeds(case.zone))
    assert ("UNTIL" in case.rule) == bool(re.search(r"UNTIL=\d{8}T\d{6}Z", text))
    assert _ours(case, text) == _ours(case)


@FEW
@given(cases(), st.data())
def test_further_dates_add_and_excluded_dates_remove(case: Case, data: st.DataObject) -> None:
    walls = st.datetimes(case.start, case.start + timedelta(days=900)).map(
        lambda wall: wall.replace(microsecond=0)
    )
    found = by_dateutil(case)
    rdates = data.draw(st.lists(walls, max_size=4))
    removable = st.sampled_from([*found, *(by_clocks(wall, case.zone) for wall in rdates), case.after])
    exdates = data.draw(st.lists(walls | removable, max_size=4))
    instants = {each if each.tzinfo else by_clocks(each, case.zone) for each in exdates}
    added = {by_clocks(wall, case.zone) for wall in rdates}
    wanted = {each for each in {*found, *added} - instants if case.after <= each < case.before}
    times = expand(
        case.rule,
        case.start,
        case.zone,
        after=case.after,
        before=case.before,
        rdates=rdates,
        exdates=exdates,
    )
    assert _in_utc(times) == sorted(wanted)


@MANY
@given(cases(), st.data())
def test_the_two_parts_of_a_split_rule_give_what_the_rule_gave(case: Case, data: st.DataObject) -> None:
    end = max(case.before, by_clocks(case.start, case.zone) + timedelta(days=900))
    whole = _in_utc(expand(case.rule, case.start, case.zone, after=ALWAYS, before=end))
    at = data.draw(st.sampled_from([*whole, case.after]))
    try:
        head, tail, start = split(case.rule, case.start, case.zone, at)
    except InvalidRule:
        assume(False)
    earlier = expand(head, case.start, case.zone, after=ALWAYS, before=end) if head else []
    later = expand(tail, start, case.zone, after=ALWAYS, before=end) if tail and start else []
    assert _in_utc(earlier) == [each for each in whole if each < at]
    assert _in_utc(later) == [each for each in whole if each >= at]
