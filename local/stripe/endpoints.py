"""The calls that the stand-in answers: exactly those that Tutti makes."""

from collections.abc import Callable
from dataclasses import dataclass

from stripe.params import (
    EventListParams,
    EventRetrieveParams,
    PaymentIntentRetrieveParams,
    RefundCreateParams,
    RefundListParams,
    RefundRetrieveParams,
    checkout,
)

from local.stripe import events, payments, refunds, sessions
from local.stripe.store import Obj

PAGING = "limit starting_after ending_before expand"
SESSION = """
    mode success_url cancel_url currency client_reference_id customer_email metadata expires_at expand locale
    submit_type payment_method_types branding_settings.display_name
    payment_intent_data.metadata payment_intent_data.description payment_intent_data.receipt_email
    line_items.quantity line_items.metadata line_items.price_data.currency line_items.price_data.unit_amount
    line_items.price_data.product_data.name line_items.price_data.product_data.description
    line_items.price_data.product_data.metadata
"""
SESSION_LIST = f"{PAGING} payment_intent status"
REFUND = "payment_intent amount reason metadata expand"
REFUND_LIST = f"{PAGING} payment_intent"
EVENT_LIST = f"{PAGING} type"


@dataclass(frozen=True)
class Endpoint:
    """One call: its parameters as the SDK types them, those that are implemented, and the work."""

    method: str
    path: str
    params: type
    implemented: frozenset[str]
    work: Callable[..., Obj]

    @property
    def name(self) -> str:
        """`POST /v1/refunds`: how a fault names the call."""
        return f"{self.method} {self.path}"


def _call(name: str, params: type, work: Callable[..., Obj], implemented: str = "expand") -> Endpoint:
    method, path = name.split()
    return Endpoint(method, path, params, frozenset(implemented.split()), work)


SESSIONS = "/v1/checkout/sessions"
ENDPOINTS = (
    _call(f"POST {SESSIONS}", checkout.SessionCreateParams, sessions.open_session, SESSION),
    _call(f"GET {SESSIONS}", checkout.SessionListParams, sessions.list_sessions, SESSION_LIST),
    _call(f"GET {SESSIONS}/{{id}}", checkout.SessionRetrieveParams, sessions.fetch_session),
    _call(f"POST {SESSIONS}/{{id}}/expire", checkout.SessionExpireParams, sessions.expire_session),
    _call(
        f"GET {SESSIONS}/{{id}}/line_items", checkout.SessionListLineItemsParams, sessions.list_lines, PAGING
    ),
    _call("GET /v1/payment_intents/{id}", PaymentIntentRetrieveParams, payments.fetch_intent),
    _call("POST /v1/refunds", RefundCreateParams, refunds.create_refund, REFUND),
    _call("GET /v1/refunds", RefundListParams, refunds.list_refunds, REFUND_LIST),
    _call("GET /v1/refunds/{id}", RefundRetrieveParams, refunds.fetch_refund),
    _call("GET /v1/events", EventListParams, events.list_events, EVENT_LIST),
    _call("GET /v1/events/{id}", EventRetrieveParams, events.fetch_event),
)
