"""Amounts as Stripe counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutti.billing.provider import from_stripe, to_stripe
from tutti.kit.money import MINOR_DIGITS, Money


@pytest.mark.parametrize(
    ("amount", "currency", "stripes"),
    [(1250, "EUR", 1250), (1250, "JPY", 1250), (1250, "ISK", 125000), (5, "UGX", 500), (1250, "KWD", 1250)],
)
def test_stripe_counts_some_currencies_in_hundredths(amount: int, currency: str, stripes: int) -> None:
    assert to_stripe(Money(amount=amount, currency=currency)) == stripes


@given(st.integers(0, 10**8), st.sampled_from([*MINOR_DIGITS, "EUR", "AUD", "CAD", "USD"]))
def test_an_amount_comes_back_as_it_went(amount: int, currency: str) -> None:
    money = Money(amount=amount, currency=currency)
    assert from_stripe(to_stripe(money), currency.lower()) == money
