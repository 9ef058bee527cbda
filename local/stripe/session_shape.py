"""How a Checkout Session looks in the pinned API version, everything that Tutti does not use being null."""

from collections.abc import Mapping
from typing import Any

from local.stripe.store import Obj

ALWAYS_NULL = """
    after_expiration allow_promotion_codes billing_address_collection client_secret collected_information
    consent consent_collection currency_conversion customer customer_account discounts invoice
    invoice_creation payment_link payment_method_configuration_details permissions presentment_details
    recovered_from return_url saved_payment_method_options setup_intent shipping_address_collection
    shipping_cost subscription wallet_options
""".split()
ALWAYS = {
    "object": "checkout.session",
    "adaptive_pricing": {"enabled": False},
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "custom_fields": [],
    "custom_text": {
        "after_submit": None,
        "shipping_address": None,
        "submit": None,
        "terms_of_service_acceptance": None,
    },
    "customer_creation": "if_required",
    "livemode": False,
    "mode": "payment",
    "payment_method_collection": "if_required",
    "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
    "phone_number_collection": {"enabled": False},
    "shipping_options": [],
    "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
    "ui_mode": "hosted_page",
}
AT_FIRST = {"payment_intent": None, "payment_status": "unpaid", "status": "open"}


def session_shape(
    *, id: str, url: str, created: int, expires_at: int, currency: str, total: int, params: Mapping[str, Any]
) -> Obj:
    """A new session. `_payment` keeps what the payment intent gets when somebody pays."""
    sent = ("cancel_url", "client_reference_id", "customer_email", "locale", "submit_type", "success_url")
    email = params.get("customer_email")
    return {
        **dict.fromkeys(ALWAYS_NULL),
        **ALWAYS,
        **AT_FIRST,
        **{name: params.get(name) for name in sent},
        "id": id,
        "url": url,
        "amount_subtotal": total,
        "amount_total": total,
        "branding_settings": params.get("branding_settings"),
        "created": created,
        "currency": currency,
        "customer_details": None if email is None else customer_details(email, None),
        "expires_at": expires_at,
        "metadata": params.get("metadata", {}),
        "payment_method_types": params.get("payment_method_types", ["card"]),
        "_payment": params.get("payment_intent_data", {}),
    }


def customer_details(email: str, name: str | None) -> Obj:
    """Who paid, as far as the page knows."""
    return {
        "address": None,
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": name,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }
