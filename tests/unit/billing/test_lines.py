"""Prices, tax and the lines that come of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tutti.billing.lines import InvoiceLine, LineKind, PriceBelowZero, tuition_lines
from tutti.kit.money import Money, total

PRICES = st.builds(
    Money, amount=st.integers(0, 10**9), currency=st.sampled_from(["AUD", "CAD", "EUR", "JPY", "USD"])
)
RATES = st.integers(0, 5000)


def eur(amount: int) -> Money:
    return Money(amount=amount, currency="EUR")


def amounts(price: int, rate: int, *, inclusive: bool) -> list[int]:
    return [line.amount.amount for line in tuition_lines("Piano", eur(price), rate, inclusive)]


def test_tax_comes_on_top_of_an_exclusive_price() -> None:
    assert amounts(10000, 1000, inclusive=False) == [10000, 1000]


def test_tax_comes_out_of_an_inclusive_price() -> None:
    assert amounts(11000, 1000, inclusive=True) == [10000, 1000]


def test_half_a_unit_of_tax_is_rounded_up() -> None:
    assert amounts(105, 1000, inclusive=False) == [105, 11]


def test_without_a_rate_there_is_no_tax_line() -> None:
    assert amounts(9900, 0, inclusive=True) == amounts(9900, 0, inclusive=False) == [9900]


def test_a_tax_line_says_its_rate() -> None:
    tax = tuition_lines("Piano", eur(10000), 1950, False)[1]
    assert (tax.description, tax.tax_basis_points) == ("Tax 19.5 %", 1950)


def test_a_round_rate_is_written_without_an_exponent() -> None:
    assert tuition_lines("Piano", eur(10000), 2000, True)[1].description == "Tax 20 %"


def test_a_free_course_costs_nothing() -> None:
    assert amounts(0, 2000, inclusive=True) == [0, 0]


def test_refuses_a_price_below_zero() -> None:
    with pytest.raises(PriceBelowZero):
        tuition_lines("Piano", eur(-1), 0, True)


@given(PRICES, RATES)
def test_the_lines_of_an_inclusive_price_add_up_to_it(price: Money, rate: int) -> None:
    lines = tuition_lines("Piano", price, rate, True)
    assert total([line.amount for line in lines], price.currency) == price


@given(PRICES, RATES)
def test_an_exclusive_price_stays_and_only_its_tax_is_added(price: Money, rate: int) -> None:
    lines = tuition_lines("Piano", price, rate, False)
    assert lines[0].amount == price
    assert total([line.amount for line in lines], price.currency) == price + price.part(rate)


@given(PRICES, RATES, st.booleans())
def test_tax_is_never_more_than_half_a_unit_off(price: Money, rate: int, inclusive: bool) -> None:
    taxes = [line.amount.amount for line in tuition_lines("Piano", price, rate, inclusive)[1:]]
    exact = Fraction(price.amount * rate, 10_000 + rate if inclusive else 10_000)
    assert all(abs(tax - exact) <= Fraction(1, 2) for tax in taxes)


@given(PRICES, RATES, st.booleans())
def test_no_line_of_tuition_is_below_zero(price: Money, rate: int, inclusive: bool) -> None:
    assert all(line.amount.amount >= 0 for line in tuition_lines("Piano", price, rate, inclusive))


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 2, "unit": eur(100), "amount": eur(100)},
        {"kind": LineKind.DISCOUNT, "unit": eur(100), "amount": eur(100)},
        {"unit": eur(-100), "amount": eur(-100)},
        {"kind": LineKind.TAX, "unit": eur(100), "amount": eur(100)},
        {"unit": eur(100), "amount": eur(100), "tax_basis_points": 1000},
    ],
)
def test_a_line_that_contradicts_itself_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        InvoiceLine.model_validate({"kind": LineKind.TUITION, "description": "Piano"} | wrong)
