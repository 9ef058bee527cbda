"""Who may enrol: age on the first day, terms, and a guardian's consent for who is not of age."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import MANY
from tests.unit.enrollment.drafts import a_course, an_enrollment
from tutti.enrollment.eligibility import (
    REJECTIONS,
    ConsentMissing,
    TermsNotAccepted,
    TooOld,
    TooYoung,
    check_eligibility,
)
from tutti.people.family import BirthDateImpossible, age_on
from tutti.studios.model import Policy

FIRST_DAY = date(2026, 9, 1)
POLICY = Policy()


def _check(born: date, *, on: date = FIRST_DAY, policy: Policy = POLICY, **course: Any) -> int:
    enrollment = an_enrollment(born=born)
    return check_eligibility(enrollment, a_course(**course), policy, starts_on=on)


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)


def test_the_birthday_itself_counts() -> None:
    assert _check(_years_before(FIRST_DAY, 5)) == 5


def test_the_day_before_the_birthday_is_too_early() -> None:
    with pytest.raises(TooYoung, match="at least 5 years old on the first day; this one is 4"):
        _check(_years_before(FIRST_DAY, 5) + timedelta(days=1))


def test_the_last_day_before_the_next_birthday_is_young_enough() -> None:
    born = _years_before(FIRST_DAY, 13) + timedelta(days=1)
    assert _check(born, age_max=12) == 12
    with pytest.raises(TooOld, match="up to 12 years; this one is 13"):
        _check(born - timedelta(days=1), age_max=12)


@pytest.mark.parametrize(
    ("on", "age"),
    [(date(2025, 2, 28), 4), (date(2025, 3, 1), 5), (date(2024, 2, 28), 3), (date(2024, 2, 29), 4)],
)
def test_who_is_born_on_a_leap_day_ages_on_the_first_of_march(on: date, age: int) -> None:
    assert _check(date(2020, 2, 29), on=on, policy=Policy(minimum_age=0), age_min=0) == age


@MANY
@given(st.dates(date(1950, 1, 1), date(2026, 9, 1)), st.dates(date(2026, 9, 1), date(2040, 1, 1)))
def test_age_is_the_number_of_birthdays_that_passed(born: date, day: date) -> None:
    birthdays = [(year, born.month, born.day) for year in range(born.year + 1, day.year + 1)]
    assert age_on(born, day) == sum(birthday <= (day.year, day.month, day.day) for birthday in birthdays)


def test_adults_are_admitted_and_answer_for_themselves() -> None:
    adult = an_enrollment(born=date(1980, 1, 1), consent=False)
    assert check_eligibility(adult, a_course(), POLICY, starts_on=FIRST_DAY) == 46


@pytest.mark.parametrize(("majority", "years"), [(18, 17), (16, 15), (21, 20)])
def test_a_guardian_consents_for_who_is_not_of_age_here(majority: int, years: int) -> None:
    policy = Policy(age_of_majority=majority)
    minor = an_enrollment(born=_years_before(FIRST_DAY, years), consent=False)
    with pytest.raises(ConsentMissing):
        check_eligibility(minor, a_course(), policy, starts_on=FIRST_DAY)
    of_age = an_enrollment(born=_years_before(FIRST_DAY, majority), consent=False)
    assert check_eligibility(of_age, a_course(), policy, starts_on=FIRST_DAY) == majority


def test_the_studios_minimum_holds_where_the_course_asks_for_less() -> None:
    with pytest.raises(TooYoung, match="at least 7"):
        _check(_years_before(FIRST_DAY, 6), policy=Policy(minimum_age=7), age_min=3)


def test_terms_must_be_accepted() -> None:
    with pytest.raises(TermsNotAccepted):
        check_eligibility(an_enrollment(accepted_terms=False), a_course(), POLICY, starts_on=FIRST_DAY)


@pytest.mark.parametrize("born", [FIRST_DAY + timedelta(days=1), date(1890, 1, 1)])
def test_refuses_births_that_cannot_be(born: date) -> None:
    with pytest.raises(BirthDateImpossible):
        _check(born)


def test_what_a_rule_refuses_is_a_rejection_not_a_failure() -> None:
    assert {one.__name__ for one in (TooYoung, TooOld, TermsNotAccepted, ConsentMissing)} < REJECTIONS
    assert {"AlreadyEnrolled", "BirthDateImpossible", "StudentBusy"} < REJECTIONS
