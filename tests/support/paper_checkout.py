"""A payment provider on paper: keeps sessions, payments and refunds, and writes events as Stripe does."""

from datetime import datetime
from itertools import count
from typing import Any

from tutti.billing.payment import Refund
from tutti.billing.provider import Intent, Order, Session
from tutti.kit.money import Money

_numbers = count(1)


def _next(prefix: str) -> str:
    return f"{prefix}_{next(_numbers):08d}"


class PaperCheckout:
    """In memory; `pay` and `give_back` are what payers and the dashboard do."""

    def __init__(self) -> None:
        self.orders: dict[str, Order] = {}
        self.sessions: dict[str, Session] = {}
        self.intents: dict[str, Intent] = {}
        self.given_back: dict[str, list[Refund]] = {}
        self.keys: dict[str, str] = {}
        self.asked: list[str] = []

    def open(self, order: Order, *, key: str) -> Session:
        self.asked.append("open")
        if key not in self.keys:
            session_id = _next("cs")
            self.keys[key] = session_id
            self.orders[session_id] = order
            self.sessions[session_id] = Session(
                id=session_id,
                url=f"https://pay.test/{session_id}",
                is_open=True,
                is_paid=False,
                amount=order.amount,
                payment_intent=None,
                expires_at=order.expires_at,
            )
        return self.sessions[self.keys[key]]

    def expire(self, session_id: str) -> Session:
        self.asked.append("expire")
        session = self.sessions[session_id]
        self.sessions[session_id] = session.model_copy(update={"is_open": False, "url": None})
        return self.sessions[session_id]

    def intent(self, payment_intent: str) -> Intent:
        self.asked.append("intent")
        return self.intents[payment_intent]

    def refund(self, payment_intent: str, *, metadata: dict[str, str], key: str) -> None:
        self.asked.append("refund")
        left = self._left(payment_intent)
        if key not in self.keys and left.amount:
            self.keys[key] = self.give_back(payment_intent, left).id

    def refunds(self, payment_intent: str) -> list[Refund]:
        self.asked.append("refunds")
        return list(self.given_back.get(payment_intent, []))

    def pay(self, session_id: str) -> Intent:
        """The payer pays on the page."""
        session = self.sessions[session_id]
        assert session.is_open, "Nobody can pay on this page."
        metadata = self.orders[session_id].metadata
        intent = Intent(id=_next("pi"), amount=session.amount, is_paid=True, metadata=metadata)
        self.intents[intent.id] = intent
        paid = {"is_open": False, "is_paid": True, "url": None, "payment_intent": intent.id}
        self.sessions[session_id] = session.model_copy(update=paid)
        return intent

    def give_back(self, payment_intent: str, amount: Money) -> Refund:
        """Somebody refunds in the dashboard."""
        refund = Refund(id=_next("re"), amount=amount)
        self.given_back.setdefault(payment_intent, []).append(refund)
        return refund

    def fail_refund(self, payment_intent: str, refund_id: str) -> None:
        """The money comes back."""
        self.given_back[payment_intent] = [
            one.model_copy(update={"is_failed": True}) if one.id == refund_id else one
            for one in self.given_back[payment_intent]
        ]

    def _left(self, payment_intent: str) -> Money:
        gone = [one.amount for one in self.refunds(payment_intent) if not one.is_failed]
        return sum((-amount for amount in gone), start=self.intents[payment_intent].amount)


def event(
    event_type: str, obj: dict[str, Any], *, at: datetime, event_id: str | None = None
) -> dict[str, Any]:
    """An event as Stripe sends it."""
    return {
        "id": event_id or _next("evt"),
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": int(at.timestamp()),
        "type": event_type,
        "data": {"object": obj},
    }


def session_object(provider: PaperCheckout, session_id: str) -> dict[str, Any]:
    """The session as events show it."""
    session = provider.sessions[session_id]
    return {
        "id": session.id,
        "object": "checkout.session",
        "amount_total": session.amount.amount,
        "currency": session.amount.currency.lower(),
        "metadata": provider.orders[session_id].metadata,
        "payment_intent": session.payment_intent,
        "payment_status": "paid" if session.is_paid else "unpaid",
        "status": "open" if session.is_open else "complete" if session.is_paid else "expired",
    }


def intent_object(intent: Intent) -> dict[str, Any]:
    """The payment intent as events show it."""
    return {
        "id": intent.id,
        "object": "payment_intent",
        "amount": intent.amount.amount,
        "amount_received": intent.amount.amount if intent.is_paid else 0,
        "currency": intent.amount.currency.lower(),
        "metadata": intent.metadata,
        "status": "succeeded" if intent.is_paid else "requires_payment_method",
    }


def declined_object(intent: Intent) -> dict[str, Any]:
    """The payment intent as events show it whose payment was declined."""
    return intent_object(intent.model_copy(update={"is_paid": False}))


def charge_object(intent: Intent) -> dict[str, Any]:
    """A charge, whose metadata is the intent's."""
    return {"id": _next("ch"), "object": "charge", "payment_intent": intent.id, "metadata": intent.metadata}


def refund_object(intent: Intent, refund: Refund) -> dict[str, Any]:
    """A refund that was made in the dashboard: without metadata."""
    return {"id": refund.id, "object": "refund", "payment_intent": intent.id, "metadata": {}}


def dispute_object(intent: Intent) -> dict[str, Any]:
    """A dispute, which never has metadata of ours."""
    return {"id": _next("du"), "object": "dispute", "payment_intent": intent.id, "metadata": {}}
