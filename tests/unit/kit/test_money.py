"""Money is exact: sums add up, and a split loses nothing."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.support.examples import MANY
from tutti.kit.errors import Invalid
from tutti.kit.money import CurrenciesDiffer, Money, total

AMOUNTS = st.integers(-(10**9), 10**9)
WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


def euros(amount: int) -> Money:
    return Money(amount=amount, currency="EUR")


@MANY
@given(AMOUNTS, WEIGHTS)
def test_shares_sum_to_the_whole(amount: int, weights: list[int]) -> None:
    assert total(euros(amount).allocate(weights), "EUR") == euros(amount)


@MANY
@given(AMOUNTS, WEIGHTS)
def test_a_share_is_less_than_a_unit_from_what_is_fair(amount: int, weights: list[int]) -> None:
    for share, weight in zip(euros(amount).allocate(weights), weights, strict=True):
        assert abs(share.amount * sum(weights) - amount * weight) < sum(weights)


@MANY
@given(st.integers(0, 10**6), WEIGHTS)
def test_the_units_left_over_go_to_the_largest_remainders(amount: int, weights: list[int]) -> None:
    shares = euros(amount).allocate(weights)
    remainders = [amount * weight % sum(weights) for weight in weights]
    extra = [
        share.amount - amount * weight // sum(weights) for share, weight in zip(shares, weights, strict=True)
    ]
    given_to = [r for r, e in zip(remainders, extra, strict=True) if e]
    kept_from = [r for r, e in zip(remainders, extra, strict=True) if not e]
    assert set(extra) <= {0, 1}
    assert not given_to or not kept_from or min(given_to) >= max(kept_from)


def test_of_equal_remainders_the_earlier_share_gets_the_unit() -> None:
    assert [share.amount for share in euros(100).allocate([1, 1, 1])] == [34, 33, 33]
    assert [share.amount for share in euros(-100).allocate([1, 1, 1])] == [-34, -33, -33]


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_refuses_weights_that_mean_nothing(weights: list[int]) -> None:
    with pytest.raises(Invalid):
        euros(1).allocate(weights)


@MANY
@given(AMOUNTS, st.integers(0, 5000))
def test_a_part_is_rounded_half_away_from_zero(amount: int, basis_points: int) -> None:
    exact = (Decimal(amount) * basis_points / 10_000).quantize(Decimal(1), ROUND_HALF_UP)
    assert euros(amount).part(basis_points).amount == exact


@MANY
@given(AMOUNTS, AMOUNTS)
def test_what_is_added_and_taken_away_again_changes_nothing(one: int, other: int) -> None:
    assert euros(one) + euros(other) - euros(other) == euros(one)
    assert euros(one) * 3 == euros(one) + euros(one) + euros(one)


def test_refuses_to_add_two_currencies() -> None:
    with pytest.raises(CurrenciesDiffer):
        euros(1) + Money(amount=1, currency="USD")
    with pytest.raises(CurrenciesDiffer):
        total([euros(1)], "USD")


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (1250, "EUR", "12.50 EUR"),
        (-5, "EUR", "-0.05 EUR"),
        (1200, "JPY", "1200 JPY"),
        (1234, "KWD", "1.234 KWD"),
        (0, "CAD", "0.00 CAD"),
    ],
)
def test_people_read_it_in_the_currencys_digits(amount: int, currency: str, text: str) -> None:
    assert Money(amount=amount, currency=currency).text() == text


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 1.5, "currency": "EUR"},
        {"amount": 1, "currency": "eur"},
        {"amount": 10**13, "currency": "EUR"},
        {"amount": 1, "currency": "EUR", "cents": 1},
    ],
)
def test_refuses_what_is_no_exact_amount(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Money.model_validate(wrong)
