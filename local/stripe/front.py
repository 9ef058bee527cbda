"""The page on the root: what this is, the test cards, the latest sessions."""

from itertools import islice

import stripe
from starlette.requests import Request
from starlette.responses import Response

from local.stripe.cards import CARDS
from local.stripe.money import written
from local.stripe.pages import page
from local.stripe.stand_in import StandIn

SHOWN = 20


async def show_front(stand_in: StandIn, _request: Request) -> Response:
    """A developer's overview."""
    sessions = islice(stand_in.books().select("checkout.session", {}), SHOWN)
    rows = [(session, written(session["amount_total"], session["currency"])) for session in sessions]
    return page(
        "front.html",
        cards=CARDS.values(),
        sessions=rows,
        version=stripe.api_version,
        webhook_url=stand_in.settings.webhook_url,
    )
