"""The hosted page: shows a session, takes a card, sends the payer on."""

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from local.stripe.books import Books
from local.stripe.cards import CARDS, Card, card_of
from local.stripe.lines import lines_of
from local.stripe.money import written
from local.stripe.pages import page
from local.stripe.payments import Payer, confirm, is_waiting, pay
from local.stripe.sessions import EMAIL
from local.stripe.stand_in import StandIn
from local.stripe.store import Obj

Form = dict[str, str]


async def show_checkout(stand_in: StandIn, request: Request) -> Response:
    """The page of a session in whatever state it is."""
    stand_in.expire_overdue()
    books = stand_in.books()
    session = books.store.find(request.path_params["id"])
    return checkout_page(books, session) if session else nothing_here()


async def send_checkout(stand_in: StandIn, request: Request) -> Response:
    """Acts on the form: pay, cancel, or the answer to the bank's question."""
    stand_in.expire_overdue()
    form = dict(parse_qsl((await request.body()).decode(errors="replace")))
    with stand_in.store.transaction():
        books = stand_in.books()
        session = books.store.find(request.path_params["id"])
        return act_on(books, session, form) if session else nothing_here()


def act_on(books: Books, session: Obj, form: Form) -> Response:
    """303 to the success or cancel URL, or the page again with what went wrong."""
    action = form.get("action")
    if session["status"] != "open":
        return checkout_page(books, session, status=409)
    if action == "cancel" and session["cancel_url"]:
        return go_on(session, session["cancel_url"])
    if action in ("agree", "refuse") and is_waiting(books, session):
        return after_attempt(books, session, confirm(books, session, agreed=action == "agree"), form)
    if action == "pay":
        return take_payment(books, session, form)
    return checkout_page(books, session, form, "This form cannot be sent like that.", 400)


def take_payment(books: Books, session: Obj, form: Form) -> Response:
    """Tries the card. A form that is not filled in never reaches the bank."""
    card = card_of(form.get("card", ""))
    email = session["customer_email"] or form.get("email", "").strip()
    name = form.get("name", "").strip()
    wrong = what_is_missing(card, email, name)
    if wrong or card is None:
        return checkout_page(books, session, form, wrong, 400)
    return after_attempt(books, session, pay(books, session, Payer(card, email, name)), form)


def what_is_missing(card: Card | None, email: str, name: str) -> str:
    """What the payer has to mend, or nothing."""
    if card is None:
        return "Your card number is not one of the test cards."
    if not EMAIL.fullmatch(email):
        return "Your email address is incomplete."
    return "" if name else "The name on the card is missing."


def after_attempt(books: Books, session: Obj, intent: Obj, form: Form) -> Response:
    """Where the payer goes once the bank has spoken."""
    if intent["status"] == "succeeded":
        return go_on(session, session["success_url"])
    if intent["status"] == "requires_action":
        return checkout_page(books, session)
    return checkout_page(books, session, form, intent["last_payment_error"]["message"], 402)


def go_on(session: Obj, url: str) -> Response:
    """Stripe puts the session's id where the URL asks for it."""
    return RedirectResponse(url.replace("{CHECKOUT_SESSION_ID}", session["id"]), 303)


def checkout_page(
    books: Books, session: Obj, form: Form | None = None, error: str = "", status: int = 200
) -> Response:
    """The session as HTML: the form, the bank's question, or that it is paid or expired."""
    currency = session["currency"]
    lines = lines_of(books, session["id"], {"limit": 100})["data"]
    return page(
        "checkout.html",
        status,
        seller=(session["branding_settings"] or {}).get("display_name", "Tutti"),
        session=session,
        lines=[(line, written(line["amount_total"], currency)) for line in lines],
        total=written(session["amount_total"], currency),
        state="waiting" if is_waiting(books, session) else session["status"],
        form=form or {},
        error=error,
        cards=CARDS.values(),
    )


def nothing_here() -> Response:
    """No such session."""
    return page("missing.html", 404)
