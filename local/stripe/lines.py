"""The lines of a Checkout Session: their checks, their sum and how Stripe shows them."""

from collections.abc import Mapping
from typing import Any

from local.stripe.books import Books
from local.stripe.errors import Refusal, missing_param
from local.stripe.ids import new_id
from local.stripe.lists import list_page
from local.stripe.money import currency_of
from local.stripe.store import Obj

MOST_LINES = 100


def read_lines(params: Mapping[str, Any], now: int) -> list[Obj]:
    """The session's lines, all in one currency. Refuses lines that Stripe refuses."""
    wanted = params.get("line_items") or []
    if not wanted:
        raise missing_param("line_items")
    if len(wanted) > MOST_LINES:
        raise Refusal(f"A session takes at most {MOST_LINES} line items.", param="line_items")
    lines = [_line(line, f"line_items[{place}]", now) for place, line in enumerate(wanted)]
    _check_one_currency(lines, params.get("currency"))
    return lines


def lines_of(books: Books, session_id: str, params: Mapping[str, Any]) -> Obj:
    """One page of a session's lines, in the order they were given."""
    url = f"/v1/checkout/sessions/{session_id}/line_items"
    return list_page(books, "item", url, {"_session": session_id}, params)


def save_lines(books: Books, session_id: str, lines: list[Obj]) -> None:
    """Stored from the last to the first, because lists show the newest first."""
    books.save(*({**line, "_session": session_id} for line in reversed(lines)))


def _line(line: Mapping[str, Any], place: str, now: int) -> Obj:
    price_data = line.get("price_data")
    if price_data is None:
        raise missing_param(f"{place}[price_data]")
    if "product_data" not in price_data:
        raise missing_param(f"{place}[price_data][product_data]")
    quantity = _at_least(1, line.get("quantity"), f"{place}[quantity]")
    price = _price(price_data, f"{place}[price_data]", now)
    total = price["unit_amount"] * quantity
    return {
        "id": new_id("li_"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": price["currency"],
        "description": price_data["product_data"]["name"],
        "metadata": line.get("metadata", {}),
        "price": price,
        "quantity": quantity,
    }


def _price(price_data: Mapping[str, Any], place: str, now: int) -> Obj:
    unit_amount = _at_least(0, price_data.get("unit_amount"), f"{place}[unit_amount]")
    return {
        "id": new_id("price_"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": now,
        "currency": currency_of(price_data["currency"], f"{place}[currency]"),
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "product": new_id("prod_", 14),
        "recurring": None,
        "tax_behavior": "unspecified",
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": unit_amount,
        "unit_amount_decimal": str(unit_amount),
    }


def _at_least(least: int, value: int | None, param: str) -> int:
    if value is None:
        raise missing_param(param)
    if value < least:
        message = f"This value must be greater than or equal to {least}."
        raise Refusal(message, code="parameter_invalid_integer", param=param)
    return value


def _check_one_currency(lines: list[Obj], currency: str | None) -> None:
    currencies = {line["currency"] for line in lines}
    if currency is not None:
        currencies.add(currency_of(currency, "currency"))
    if len(currencies) > 1:
        found = ", ".join(sorted(currencies))
        raise Refusal(f"A session has one currency; these were sent: {found}.", param="line_items")
