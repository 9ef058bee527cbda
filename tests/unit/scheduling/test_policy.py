"""The cancellation policy: exact at its bounds, first rule first, explained to the last condition."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import FEW
from tests.unit.scheduling.policies import FEE, WAIVE, a_case, a_policy, decided, outcome
from tutti.kit.clock import zone
from tutti.scheduling.cancellation.case import CancellationReason, CancelledBy
from tutti.scheduling.cancellation.conditions import Check
from tutti.scheduling.cancellation.deciding import decide
from tutti.scheduling.cancellation.default_policy import default_policy
from tutti.scheduling.cancellation.policy import CancellationPolicy
from tutti.scheduling.cancellation.terms import Term, term_of

TICK = timedelta(microseconds=1)
DAY = timedelta(hours=24)
A_DAY_BEFORE = {"test": "notice", "at_least_hours": 24}
AUTUMN = {"name": "Autumn", "starts_on": "2026-09-01", "ends_on": "2027-02-01"}
SPRING = {"name": "Spring", "starts_on": "2027-02-01", "ends_on": "2027-07-01"}


def earlier(*days: str, reason: str = "illness") -> list[dict[str, str]]:
    return [{"lesson_on": day, "reason": reason} for day in days]


class TestNotice:
    @pytest.mark.parametrize(
        ("notice", "holds"), [(DAY, True), (DAY - TICK, False), (DAY + TICK, True), (-DAY, False)]
    )
    def test_24_hours_are_at_least_24_hours_and_a_microsecond_less_is_not(
        self, notice: timedelta, holds: bool
    ) -> None:
        assert decided(A_DAY_BEFORE, notice=notice) is holds

    @pytest.mark.parametrize(("notice", "holds"), [(DAY, False), (DAY - TICK, True), (timedelta(0), True)])
    def test_less_than_is_the_exact_opposite(self, notice: timedelta, holds: bool) -> None:
        assert decided({"test": "notice", "less_than_hours": 24}, notice=notice) is holds

    def test_bounds_work_together(self) -> None:
        window = {"test": "notice", "at_least_hours": 2, "at_most_hours": 24}
        hours = [1, 2, 24, 25]
        assert [decided(window, notice=timedelta(hours=n)) for n in hours] == [False, True, True, False]

    @pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25)])
    def test_the_same_hour_of_the_day_before_is_not_24_hours_when_clocks_change(
        self, day: date, hours: int
    ) -> None:
        here, ten = zone("Europe/Vienna"), time(10)
        starts_at = datetime.combine(day, ten, here).astimezone(UTC)
        cancelled_at = datetime.combine(day - timedelta(days=1), ten, here).astimezone(UTC)
        assert starts_at - cancelled_at == timedelta(hours=hours)
        assert decided(A_DAY_BEFORE, starts_at=starts_at, cancelled_at=cancelled_at) is (hours >= 24)


class TestConditions:
    @pytest.mark.parametrize(
        ("condition", "case"),
        [
            ({"test": "reason", "one_of": ["illness", "weather"]}, {"reason": "weather"}),
            ({"test": "cancelled_by", "one_of": ["teacher"]}, {"by": "teacher"}),
            ({"test": "lesson", "kinds": ["group"]}, {"kind": "group"}),
            ({"test": "lesson", "purposes": ["demo"]}, {"purpose": "demo"}),
            ({"test": "lesson", "modes": ["online"], "kinds": ["private"]}, {"mode": "online"}),
            (
                {"test": "earlier_cancellations", "at_least": 1},
                {"earlier": earlier("2027-01-01", reason="travel")},
            ),
        ],
    )
    def test_each_holds_for_its_case_and_for_no_other(self, condition: Any, case: Any) -> None:
        assert decided(condition, **case)
        assert not decided(condition)
        assert decided({"test": "not", "of": condition})

    def test_all_that_a_lesson_test_names_must_fit(self) -> None:
        both = {"test": "lesson", "modes": ["online"], "purposes": ["makeup"]}
        assert not decided(both, mode="online")
        assert decided(both, mode="online", purpose="makeup")

    def test_all_any_and_not_nest(self) -> None:
        ill = {"test": "reason", "one_of": ["illness"]}
        late = {"test": "notice", "less_than_hours": 24}
        excused = {"test": "any", "of": [{"test": "not", "of": late}, {"test": "all", "of": [late, ill]}]}
        now = timedelta(hours=1)
        assert [decided(excused), decided(excused, notice=now)] == [True, False]
        assert decided(excused, notice=now, reason="illness")


class TestCounting:
    def test_counts_what_came_before_in_the_term_of_the_lesson(self) -> None:
        twice = {"test": "earlier_cancellations", "at_least": 2}
        policy = a_policy((twice, FEE), terms=[AUTUMN, SPRING])
        before = earlier("2027-01-31", "2027-02-01", "2027-03-01")
        assert decide(policy, a_case(earlier=before)).rule == "Rule 0"
        assert decide(policy, a_case(earlier=before[:2])).rule == "Otherwise"

    def test_counts_in_the_calendar_year_where_no_term_is_named(self) -> None:
        once = {"test": "earlier_cancellations", "at_least": 1}
        assert not decided(once, earlier=earlier("2026-12-31"))
        assert decided(once, earlier=earlier("2027-01-01"))

    def test_counts_named_reasons_only(self) -> None:
        ill = {"test": "earlier_cancellations", "at_least": 1, "reasons": ["illness"]}
        assert not decided(ill, earlier=earlier("2027-01-01", reason="travel"))

    def test_a_lesson_belongs_to_the_day_on_which_it_is_where_it_takes_place(self) -> None:
        just_before_midnight = datetime(2027, 1, 31, 23, 30, tzinfo=UTC)
        policy = a_policy(otherwise={"outcome": "credit", "expires_with_term": True}, terms=[AUTUMN, SPRING])
        ends = [
            decide(policy, a_case(starts_at=just_before_midnight, zone=name)).expires_on
            for name in ("UTC", "Europe/Vienna")
        ]
        assert ends == [date(2027, 2, 1), date(2027, 7, 1)]

    @FEW
    @given(st.dates(date(2001, 1, 1), date(2190, 1, 1)))
    def test_every_day_has_a_term(self, day: date) -> None:
        named = (Term.model_validate(AUTUMN), Term.model_validate(SPRING))
        assert term_of(named, day).holds(day)


class TestOutcomes:
    @FEW
    @given(st.integers(0, 10**9), st.integers(1, 100), st.sampled_from(["nearest", "up", "down"]))
    def test_a_percentage_is_rounded_once_as_the_policy_says(
        self, cents: int, percent: int, rounding: str
    ) -> None:
        exact = Fraction(cents * percent, 100)
        expected = {"up": ceil(exact), "down": floor(exact), "nearest": floor(exact + Fraction(1, 2))}
        fee = outcome({"outcome": "fee", "percent": percent, "rounding": rounding}, cents=cents).fee
        assert fee
        assert (fee.amount, fee.currency) == (expected[rounding], "EUR")

    def test_a_fixed_fee_is_what_it_is(self) -> None:
        fee = outcome({"outcome": "fee", "amount": {"amount": 1234, "currency": "EUR"}}, cents=1).fee
        assert fee
        assert fee.text() == "12.34 EUR"

    @pytest.mark.parametrize(
        ("credit", "minutes"), [({}, 45), ({"percent": 50}, 30), ({"percent": 1}, 15), ({"minutes": 60}, 60)]
    )
    def test_credits_come_in_whole_quarters_of_an_hour(self, credit: Any, minutes: int) -> None:
        assert outcome({"outcome": "credit"} | credit).credit_minutes == minutes

    @FEW
    @given(st.integers(1, 32), st.integers(1, 100))
    def test_every_credit_can_be_booked(self, quarters: int, percent: int) -> None:
        minutes = outcome({"outcome": "credit", "percent": percent}, minutes=quarters * 15).credit_minutes
        assert minutes % 15 == 0
        assert minutes * 100 >= quarters * 15 * percent > (minutes - 15) * 100

    def test_days_of_expiry_count_from_the_day_of_the_lesson(self) -> None:
        credit = {"outcome": "credit", "expires_after_days": 180}
        weeks_ahead = outcome(credit, notice=timedelta(days=100))
        assert weeks_ahead.expires_on == outcome(credit).expires_on == date(2027, 9, 6)

    def test_a_credit_lasts_for_good_unless_said_otherwise(self) -> None:
        assert outcome({"outcome": "credit"}).expires_on is None
        assert "for good" in outcome({"outcome": "credit"}).sentence


class TestExplaining:
    def test_the_first_rule_that_holds_decides(self) -> None:
        yes, no = {"test": "notice", "at_least_hours": 1}, {"test": "reason", "one_of": ["weather"]}
        decision = decide(a_policy((no, WAIVE), (yes, FEE), (yes, WAIVE)), a_case())
        assert decision.rule == "Rule 1"
        assert [trace.name for trace in decision.explain.rules] == ["Rule 0", "Rule 1"]

    def test_says_which_condition_failed_and_what_was_there_instead(self) -> None:
        decision = decide(a_policy((A_DAY_BEFORE, FEE)), a_case(notice=DAY - timedelta(seconds=61)))
        assert decision.explain.sentences == (
            "“Rule 0”: at least 24 hours’ notice – no, it is 23 h 58 min 59 s.",
            "No rule holds. No fee is charged, and nothing is credited.",
        )
        assert decision.explain.notice_seconds == 86339

    def test_is_the_same_for_the_same(self) -> None:
        assert decide(default_policy(), a_case()) == decide(default_policy(), a_case())

    def test_two_rules_of_the_same_case_differ_by_their_place_only(self) -> None:
        anything = {"test": "any", "of": [A_DAY_BEFORE, {"test": "not", "of": A_DAY_BEFORE}]}
        assert decide(a_policy((anything, FEE)), a_case()).fee

    @FEW
    @given(st.data())
    def test_an_explanation_agrees_with_its_decision(self, data: st.DataObject) -> None:
        rules = data.draw(st.lists(st.tuples(CONDITIONS, st.sampled_from([FEE, WAIVE])), max_size=5))
        policy = a_policy(*rules)
        hours, reason = data.draw(st.integers(0, 72)), data.draw(st.sampled_from(CancellationReason))
        case = a_case(
            notice=timedelta(hours=hours), reason=reason, by=data.draw(st.sampled_from(CancelledBy))
        )
        decision = decide(policy, case)
        *passed, last = decision.explain.rules or [None]
        assert not any(trace.holds for trace in passed if trace)
        assert (last is not None and last.holds) == (decision.rule != "Otherwise")
        for trace in decision.explain.rules:
            assert trace.check is None or _agrees(trace.check)


NOTICE = st.integers(0, 48).map(lambda hours: {"test": "notice", "at_least_hours": hours})
REASON = st.sampled_from(CancellationReason).map(lambda one: {"test": "reason", "one_of": [one]})
WHO = st.sampled_from(CancelledBy).map(lambda one: {"test": "cancelled_by", "one_of": [one]})
CONDITIONS: st.SearchStrategy[Any] = st.recursive(
    NOTICE | REASON | WHO,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda of: {"test": "all", "of": of})
        | st.lists(inner, min_size=1, max_size=3).map(lambda of: {"test": "any", "of": of})
        | inner.map(lambda of: {"test": "not", "of": of})
    ),
    max_leaves=8,
)


def _agrees(check: Check) -> bool:
    """Whether what a check says of its parts and of itself fits together."""
    held = [part.holds for part in check.parts]
    expected = {"all": all(held), "any": any(held), "not": not any(held)}.get(check.test, check.holds)
    return check.holds is expected and all(_agrees(part) for part in check.parts)


class TestDefault:
    @pytest.mark.parametrize(
        ("case", "rule", "becomes"),
        [
            ({"by": "teacher", "notice": timedelta(0)}, "The school cancels", "credit"),
            ({"by": "studio", "notice": timedelta(0)}, "The school cancels", "credit"),
            ({"notice": DAY}, "In good time", "credit"),
            ({"notice": DAY - TICK}, "Otherwise", "waive"),
            ({"notice": timedelta(0), "reason": "illness"}, "Illness, twice a term", "credit"),
            ({"purpose": "demo"}, "Demo lesson", "waive"),
        ],
    )
    def test_decides_what_schools_usually_do(self, case: Any, rule: str, becomes: str) -> None:
        decision = decide(default_policy(), a_case(**case))
        assert (decision.rule, decision.outcome) == (rule, becomes)

    def test_has_no_flaw_in_any_currency(self) -> None:
        default_policy().refuse_flaws("JPY")

    def test_is_what_its_own_json_says(self) -> None:
        again = CancellationPolicy.model_validate_json(default_policy().model_dump_json())
        assert again == default_policy()
