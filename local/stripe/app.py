"""The web application: Stripe's API, the hosted page, the switches, and two tasks in the background."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from local.stripe import control
from local.stripe.api import answer, answer_unknown
from local.stripe.checkout import send_checkout, show_checkout
from local.stripe.courier import Courier
from local.stripe.endpoints import ENDPOINTS
from local.stripe.front import show_front
from local.stripe.stand_in import StandIn

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
EXPIRY_EVERY_SECONDS = 0.5
Serve = Callable[[StandIn, Request], Awaitable[Response]]

OWN_PAGES: tuple[tuple[str, str, Serve], ...] = (
    ("GET", "/", show_front),
    ("GET", "/c/pay/{id}", show_checkout),
    ("POST", "/c/pay/{id}", send_checkout),
    ("POST", "/_control/webhooks", control.set_webhooks),
    ("POST", "/_control/deliver", control.deliver),
    ("POST", "/_control/reset", control.reset),
    ("POST", "/_control/fail", control.order_fault),
    ("GET", "/_control/deliveries", control.show_deliveries),
)


def build_app(stand_in: StandIn) -> Starlette:
    """The application over one stand-in."""

    @asynccontextmanager
    async def living(_app: Starlette) -> AsyncIterator[None]:
        settings = stand_in.settings
        courier = Courier(stand_in.store, stand_in.outbox, settings.webhook_url, settings.webhook_secret)
        tasks = [asyncio.create_task(work) for work in (courier.run(), watch_the_clock(stand_in))]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        stand_in.store.close()

    return Starlette(
        routes=[
            *_api_routes(stand_in),
            *_own_routes(stand_in),
            Route("/{path:path}", answer_unknown, methods=METHODS),
        ],
        lifespan=living,
        exception_handlers={control.BadOrder: control.refuse_order},
    )


async def watch_the_clock(stand_in: StandIn) -> None:
    """Expires sessions when their time has come."""
    while True:
        stand_in.expire_overdue()
        await asyncio.sleep(EXPIRY_EVERY_SECONDS)


def _api_routes(stand_in: StandIn) -> list[Route]:
    return [
        Route(endpoint.path, partial(answer, stand_in, endpoint), methods=[endpoint.method])
        for endpoint in ENDPOINTS
    ]


def _own_routes(stand_in: StandIn) -> list[Route]:
    return [Route(path, partial(serve, stand_in), methods=[method]) for method, path, serve in OWN_PAGES]
