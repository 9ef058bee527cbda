"""The lines of an invoice: what is charged, what is taken off, and the tax, always as lines of their own."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from tutti.kit.entity import Line, Value
from tutti.kit.errors import Invalid
from tutti.kit.money import BASIS_POINTS, Money

TaxRate = Annotated[int, Field(ge=0, le=BASIS_POINTS, description="Basis points: 1000 is 10 %.")]


class PriceBelowZero(Invalid):
    """A price is zero or more."""


class LineKind(StrEnum):
    """What a line is for."""

    TUITION = "tuition"
    FEE = "fee"
    DISCOUNT = "discount"
    TAX = "tax"


class InvoiceLine(Value):
    """One line: `amount` is `quantity` times `unit`; tax lines carry their rate, discounts are negative."""

    kind: LineKind
    description: Line
    quantity: Annotated[int, Field(ge=1, le=10_000)] = 1
    unit: Money
    amount: Money
    tax_basis_points: TaxRate | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> "InvoiceLine":
        if self.amount != self.unit * self.quantity:
            raise ValueError("a line's amount is its quantity times its unit")
        if (self.kind is LineKind.DISCOUNT) != (self.amount.amount < 0):
            raise ValueError("discounts, and only they, are below zero")
        if (self.kind is LineKind.TAX) != (self.tax_basis_points is not None):
            raise ValueError("tax lines, and only they, carry a rate")
        return self


def tuition_lines(
    description: str, price: Money, tax_basis_points: int, tax_inclusive: bool
) -> tuple[InvoiceLine, ...]:
    """The tuition and, where there is a rate, its tax; refuses `PriceBelowZero`.

    Added tax is the rate's part of the price; included tax is `price * rate / (1 + rate)`. Either is rounded
    once, half a minor unit away from zero, and tuition is what is left: the lines of an inclusive price add
    up to exactly that price, and no unit is lost in either way.
    """
    return _priced(LineKind.TUITION, description, price, tax_basis_points, tax_inclusive)


def fee_lines(
    description: str, fee: Money, tax_basis_points: int, tax_inclusive: bool
) -> tuple[InvoiceLine, ...]:
    """A fee and its tax, to the unit as tuition is; refuses `PriceBelowZero`."""
    return _priced(LineKind.FEE, description, fee, tax_basis_points, tax_inclusive)


def _priced(
    kind: LineKind, description: str, price: Money, tax_basis_points: int, tax_inclusive: bool
) -> tuple[InvoiceLine, ...]:
    if price.amount < 0:
        raise PriceBelowZero()
    tax = _included(price, tax_basis_points) if tax_inclusive else price.part(tax_basis_points)
    net = price - tax if tax_inclusive else price
    line = InvoiceLine(kind=kind, description=description, unit=net, amount=net)
    return (line, _tax_line(tax, tax_basis_points)) if tax_basis_points else (line,)


def _included(price: Money, basis_points: int) -> Money:
    exact = Decimal(price.amount) * basis_points / (BASIS_POINTS + basis_points)
    return Money(amount=int(exact.quantize(Decimal(1), ROUND_HALF_UP)), currency=price.currency)


def _tax_line(tax: Money, basis_points: int) -> InvoiceLine:
    percent = f"{Decimal(basis_points).scaleb(-2).normalize():f}"
    return InvoiceLine(
        kind=LineKind.TAX,
        description=f"Tax {percent} %",
        unit=tax,
        amount=tax,
        tax_basis_points=basis_points,
    )
