"""What happens when somebody pays on the Checkout page."""

from dataclasses import dataclass

from local.stripe.books import Books
from local.stripe.cards import CARDS, Card, Fate
from local.stripe.charges import charge_shape, declined, intent_shape, method_shape, payer_details
from local.stripe.disputes import open_dispute
from local.stripe.session_shape import customer_details
from local.stripe.store import Obj

NOT_CONFIRMED = "Your bank did not get your confirmation. Please try again or use another card."


@dataclass(frozen=True)
class Payer:
    """Who filled in the page, and with which card."""

    card: Card
    email: str
    name: str


def pay(books: Books, session: Obj, payer: Payer) -> Obj:
    """The payment intent afterwards: succeeded, requires_action or, refused, requires_payment_method."""
    intent = _intent_of(books, session)
    if payer.card.fate is Fate.DECLINED:
        return _refuse(books, intent, payer, "card_declined", payer.card.message, payer.card.decline_code)
    if payer.card.fate is Fate.AUTHENTICATED:
        return _ask(books, intent, payer)
    return _take(books, session, intent, payer)


def confirm(books: Books, session: Obj, *, agreed: bool) -> Obj:
    """The payment intent after the payer agreed to, or refused, the bank's question."""
    intent = books.fetch("payment_intent", session["payment_intent"])
    asked = intent["_payer"]
    payer = Payer(CARDS[asked["card"]], asked["email"], asked["name"])
    if agreed:
        return _take(books, session, intent, payer)
    return _refuse(books, intent, payer, "payment_intent_authentication_failure", NOT_CONFIRMED, None)


def fetch_intent(books: Books, _params: object, id: str) -> Obj:
    """The payment intent as it is. Refuses `resource_missing`."""
    return books.fetch("payment_intent", id, "intent")


def is_waiting(books: Books, session: Obj) -> bool:
    """Whether the payer still owes the bank an answer."""
    intent = books.store.find(session["payment_intent"] or "")
    return session["status"] == "open" and intent is not None and intent["status"] == "requires_action"


def _intent_of(books: Books, session: Obj) -> Obj:
    if session["payment_intent"]:
        return books.fetch("payment_intent", session["payment_intent"])
    intent = intent_shape(session, books.now)
    session["payment_intent"] = intent["id"]
    books.save(session)
    return intent


def _ask(books: Books, intent: Obj, payer: Payer) -> Obj:
    intent |= {
        "status": "requires_action",
        "last_payment_error": None,
        "next_action": {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}},
        "_payer": {"card": payer.card.number, "email": payer.email, "name": payer.name},
    }
    books.save(intent)
    return intent


def _take(books: Books, session: Obj, intent: Obj, payer: Payer) -> Obj:
    charge = charge_shape(intent, payer.card, payer_details(payer.email, payer.name), books.now)
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "last_payment_error": None,
        "latest_charge": charge["id"],
        "next_action": None,
        "payment_method": charge["payment_method"],
    }
    session |= {
        "status": "complete",
        "payment_status": "paid",
        "customer_details": customer_details(payer.email, payer.name),
        "url": None,
    }
    books.save(charge, intent, session)
    books.tell("charge.succeeded", charge)
    books.tell("payment_intent.succeeded", intent)
    books.tell("checkout.session.completed", session)
    if payer.card.fate is Fate.DISPUTED:
        open_dispute(books, charge)
    return intent


def _refuse(books: Books, intent: Obj, payer: Payer, code: str, message: str, reason: str | None) -> Obj:
    billing = payer_details(payer.email, payer.name)
    charge = declined(charge_shape(intent, payer.card, billing, books.now), code, message, reason or code)
    error = {"type": "card_error", "code": code, "message": message} | (
        {} if reason is None else {"decline_code": reason}
    )
    intent |= {
        "status": "requires_payment_method",
        "last_payment_error": error | {"charge": charge["id"], "payment_method": method_shape(charge)},
        "latest_charge": charge["id"],
        "next_action": None,
    }
    books.save(charge, intent)
    books.tell("payment_intent.payment_failed", intent)
    return intent
