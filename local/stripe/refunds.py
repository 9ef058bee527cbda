"""Refunds: whole or in parts, never more than was paid."""

from collections.abc import Mapping
from typing import Any

from local.stripe.books import Books
from local.stripe.errors import Refusal, missing_param
from local.stripe.ids import new_id
from local.stripe.lists import list_page
from local.stripe.money import written
from local.stripe.store import Obj

Params = Mapping[str, Any]


def create_refund(books: Books, params: Params) -> Obj:
    """A refund that has succeeded. Refuses unpaid, disputed and refunded payments, and more than is left."""
    if "payment_intent" not in params:
        raise missing_param("payment_intent")
    charge = _paid_charge(books, params["payment_intent"])
    amount = _amount(charge, params.get("amount"))
    refund = _refund(charge, amount, params, books.now)
    _give_back(books, charge, amount)
    books.save(refund)
    books.tell("refund.created", refund)
    return refund


def fetch_refund(books: Books, _params: Params, id: str) -> Obj:
    """The refund as it is. Refuses `resource_missing`."""
    return books.fetch("refund", id)


def list_refunds(books: Books, params: Params) -> Obj:
    """One page of refunds, all or those of a payment intent."""
    where = {name: params[name] for name in ("payment_intent",) if name in params}
    return list_page(books, "refund", "/v1/refunds", where, params)


def _paid_charge(books: Books, intent_id: str) -> Obj:
    intent = books.fetch("payment_intent", intent_id, "payment_intent", status=400)
    if intent["status"] != "succeeded":
        message = f"This PaymentIntent ({intent_id}) does not have a successful charge to refund."
        raise Refusal(message, param="payment_intent")
    charge = books.fetch("charge", intent["latest_charge"])
    if charge["disputed"]:
        raise Refusal(f"Charge {charge['id']} has been charged back.", code="charge_disputed")
    if charge["refunded"]:
        raise Refusal(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    return charge


def _amount(charge: Obj, wanted: int | None) -> int:
    rest: int = charge["amount"] - charge["amount_refunded"]
    amount = rest if wanted is None else wanted
    if amount < 1:
        message = "This value must be greater than or equal to 1."
        raise Refusal(message, code="parameter_invalid_integer", param="amount")
    if amount > rest:
        sums = [written(part, charge["currency"]) for part in (amount, rest)]
        message = "Refund amount ({}) is greater than unrefunded amount on charge ({})".format(*sums)
        raise Refusal(message, code="amount_too_large", param="amount")
    return amount


def _give_back(books: Books, charge: Obj, amount: int) -> None:
    before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
    refunded = charge["amount_refunded"] + amount
    charge |= {"amount_refunded": refunded, "refunded": refunded == charge["amount"]}
    books.save(charge)
    changed = {name: value for name, value in before.items() if charge[name] != value}
    books.tell("charge.refunded", charge, changed)


def _refund(charge: Obj, amount: int, params: Params, now: int) -> Obj:
    return {
        "id": new_id("re_"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": new_id("txn_"),
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "destination_details": {"type": "card", "card": {"reference_status": "pending", "type": "refund"}},
        "metadata": params.get("metadata", {}),
        "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }
