"""Checkout Sessions: opened, read, listed, expired."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from local.stripe.books import Books
from local.stripe.errors import Refusal, missing_param, not_in_the_stand_in
from local.stripe.ids import new_id
from local.stripe.lines import lines_of, read_lines, save_lines
from local.stripe.lists import list_page
from local.stripe.money import check_charge
from local.stripe.session_shape import session_shape
from local.stripe.store import Obj

Params = Mapping[str, Any]

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
HALF_AN_HOUR, A_DAY = 1800, 86_400


def open_session(books: Books, params: Params) -> Obj:
    """A new open session with the address of its page. Refuses what Stripe refuses at once."""
    _check_mode(params)
    _check_addresses(params)
    lines = read_lines(params, books.now)
    total, currency = sum(line["amount_total"] for line in lines), lines[0]["currency"]
    check_charge(total, currency)
    session_id = new_id("cs_test_", 58)
    session = session_shape(
        id=session_id,
        url=f"{books.site}/c/pay/{session_id}",
        created=books.now,
        expires_at=_expiry(books.now, params.get("expires_at")),
        currency=currency,
        total=total,
        params=params,
    )
    books.save(session)
    save_lines(books, session_id, lines)
    return session


def fetch_session(books: Books, _params: Params, id: str) -> Obj:
    """The session as it is. Refuses `resource_missing`."""
    return books.fetch("checkout.session", id)


def list_sessions(books: Books, params: Params) -> Obj:
    """One page of sessions, all or those of a payment intent or of a status."""
    where = {name: params[name] for name in ("payment_intent", "status") if name in params}
    return list_page(books, "checkout.session", "/v1/checkout/sessions", where, params)


def list_lines(books: Books, params: Params, id: str) -> Obj:
    """One page of the session's lines."""
    books.fetch("checkout.session", id)
    return lines_of(books, id, params)


def expire_session(books: Books, _params: Params, id: str) -> Obj:
    """Closes an open session, so that nobody can pay it any more. Refuses one that is not open."""
    session = books.fetch("checkout.session", id)
    if session["status"] != "open":
        raise Refusal(f"Only open Checkout Sessions can be expired; this one is {session['status']}.")
    return close_unpaid(books, session)


def close_unpaid(books: Books, session: Obj) -> Obj:
    """The session expired, its started payment canceled, and the webhook told."""
    session |= {"status": "expired", "url": None}
    books.save(session)
    if session["payment_intent"]:
        intent = books.fetch("payment_intent", session["payment_intent"])
        gone = {"status": "canceled", "cancellation_reason": "abandoned", "next_action": None}
        books.save(intent | gone | {"canceled_at": books.now})
    books.tell("checkout.session.expired", session)
    return session


def close_overdue(books: Books) -> None:
    """Expires every open session whose time has come."""
    for session in books.select("checkout.session", {"status": "open"}):
        if session["expires_at"] <= books.now:
            close_unpaid(books, session)


def _check_mode(params: Params) -> None:
    if "mode" not in params:
        raise missing_param("mode")
    if params["mode"] != "payment":
        raise not_in_the_stand_in(f"mode={params['mode']}")


def _check_addresses(params: Params) -> None:
    if "success_url" not in params:
        raise missing_param("success_url")
    for name in ("success_url", "cancel_url"):
        if name in params and not _is_web_address(params[name]):
            raise Refusal("Not a valid URL", code="url_invalid", param=name)
    if "customer_email" in params and not EMAIL.fullmatch(params["customer_email"]):
        message = f"Invalid email address: {params['customer_email']}"
        raise Refusal(message, code="email_invalid", param="customer_email")
    if len(params.get("client_reference_id", "")) > 200:
        raise Refusal("At most 200 characters.", param="client_reference_id")


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text


def _expiry(now: int, wanted: int | None) -> int:
    if wanted is None:
        return now + A_DAY
    if not HALF_AN_HOUR <= wanted - now <= A_DAY:
        message = "The `expires_at` timestamp must be 30 minutes to 24 hours after the session's creation."
        raise Refusal(message, param="expires_at")
    return wanted
