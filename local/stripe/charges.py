"""Charges and payment intents as Stripe shows them."""

from typing import Any

from local.stripe.cards import Card
from local.stripe.ids import new_id
from local.stripe.store import Obj

INTENT_NULLS = """
    application application_fee_amount automatic_payment_methods canceled_at cancellation_reason customer
    customer_account last_payment_error latest_charge next_action on_behalf_of payment_method
    payment_method_configuration_details processing review setup_future_usage shipping source
    statement_descriptor statement_descriptor_suffix transfer_data transfer_group
""".split()
CHARGE_NULLS = """
    application application_fee application_fee_amount balance_transaction customer
    failure_balance_transaction failure_code failure_message on_behalf_of receipt_number receipt_url review
    shipping source source_transfer statement_descriptor statement_descriptor_suffix transfer_data
    transfer_group
""".split()


def intent_shape(session: Obj, now: int) -> Obj:
    """The payment intent that a session makes when somebody first tries to pay it."""
    intent_id, wishes = new_id("pi_"), session["_payment"]
    return {
        **dict.fromkeys(INTENT_NULLS),
        "id": intent_id,
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_received": 0,
        "capture_method": "automatic_async",
        "client_secret": f"{intent_id}_secret_{new_id('', 25)}",
        "confirmation_method": "automatic",
        "created": now,
        "currency": session["currency"],
        "description": wishes.get("description"),
        "livemode": False,
        "metadata": wishes.get("metadata", {}),
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "receipt_email": wishes.get("receipt_email"),
        "status": "requires_payment_method",
    }


def charge_shape(intent: Obj, card: Card, payer: Obj, now: int) -> Obj:
    """A charge that succeeded."""
    return {
        **dict.fromkeys(CHARGE_NULLS),
        "id": new_id("ch_"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": 0,
        "balance_transaction": new_id("txn_"),
        "billing_details": payer,
        "calculated_statement_descriptor": "TUTTI",
        "captured": True,
        "created": now,
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "outcome": _outcome("approved_by_network", "authorized", "Payment complete."),
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": new_id("pm_"),
        "payment_method_details": {"type": "card", "card": card_details(card)},
        "radar_options": {},
        "receipt_email": intent["receipt_email"],
        "refunded": False,
        "status": "succeeded",
    }


def declined(charge: Obj, code: str, message: str, reason: str) -> Obj:
    """The same charge, had the bank refused it."""
    return charge | {
        "amount_captured": 0,
        "balance_transaction": None,
        "captured": False,
        "failure_code": code,
        "failure_message": message,
        "outcome": _outcome("declined_by_network", "issuer_declined", message) | {"reason": reason},
        "paid": False,
        "status": "failed",
    }


def method_shape(charge: Obj) -> Obj:
    """The payment method behind a charge, as a payment error carries it."""
    return {
        "id": charge["payment_method"],
        "object": "payment_method",
        "billing_details": charge["billing_details"],
        "card": charge["payment_method_details"]["card"],
        "created": charge["created"],
        "customer": None,
        "customer_account": None,
        "livemode": False,
        "metadata": {},
        "type": "card",
    }


def payer_details(email: str, name: str) -> Obj:
    """A charge's billing details."""
    address = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
    return {"address": address, "email": email, "name": name, "phone": None, "tax_id": None}


def card_details(card: Card) -> Obj:
    """The card as a charge and a payment method show it."""
    checks = {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"}
    network = {"brand": card.brand, "network": card.brand, "country": "US", "funding": "credit"}
    number = {"exp_month": 12, "exp_year": 2034, "last4": card.last4}
    return {**network, **number, "checks": checks, "wallet": None}


def _outcome(network_status: str, type: str, message: str) -> dict[str, Any]:
    return {"network_status": network_status, "reason": None, "seller_message": message, "type": type}
