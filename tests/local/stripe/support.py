"""A stand-in for one test: served in a thread, with the real SDK as its client and a webhook that listens."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

import httpx
import stripe
from stripe.params.checkout import SessionCreateParams

from local.stripe.server import run_server
from local.stripe.stand_in import Settings, StandIn

SECRET_KEY = "sk_test_tutti"
WEBHOOK_SECRET = "whsec_tutti"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], Any], seconds: float = 5) -> Any:
    """Waits until something holds and returns it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := true():
            return found
        time.sleep(0.01)
    raise AssertionError("It did not happen in time.")


class Webhook:
    """Takes events as Tutti would: checks their signature and answers what it is told, 200 by default."""

    def __init__(self) -> None:
        self.events: list[stripe.Event] = []
        self.arrivals: list[float] = []
        self.answers: list[int] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhooks/stripe"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def types(self) -> list[str]:
        return [event.type for event in self.events]

    def wait_for(self, count: int) -> list[str]:
        until(lambda: len(self.events) >= count)
        return self.types()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _take(self, headers: Any, body: bytes) -> int:
        event = stripe.Webhook.construct_event(body, headers["Stripe-Signature"], WEBHOOK_SECRET)
        self.arrivals.append(time.monotonic())
        self.events.append(event)
        return self.answers.pop(0) if self.answers else 200

    def _handler(webhook) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(webhook._take(self.headers, body))
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


@dataclass
class Clock:
    """The real time, moved on at will."""

    ahead: float = 0

    def __call__(self) -> float:
        return time.time() + self.ahead


class Server:
    """Serves a stand-in in a thread of this process until it is stopped."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.stop_asked = asyncio.Event()
        self.thread = threading.Thread(target=self._serve, args=(settings, clock))
        self.thread.start()
        until(lambda: answers(settings.site))

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.stop_asked.set)
        self.thread.join()

    def _serve(self, settings: Settings, clock: Clock) -> None:
        async def serve() -> None:
            self.loop = asyncio.get_running_loop()
            await run_server(StandIn(settings, clock), until=self.stop_asked.wait)

        asyncio.run(serve())


def answers(site: str) -> bool:
    host, port = site.removeprefix("http://").split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def connect(site: str) -> stripe.StripeClient:
    return stripe.StripeClient(SECRET_KEY, base_addresses={"api": site}, max_network_retries=0)


def a_line(name: str = "Violin, ten lessons", amount: int = 32000, currency: str = "eur") -> Any:
    price_data = {"currency": currency, "unit_amount": amount, "product_data": {"name": name}}
    return {"quantity": 1, "price_data": price_data}


def a_session(**changes: Any) -> SessionCreateParams:
    """What Tutti sends for an enrolment; `None` leaves a parameter out."""
    usual: dict[str, Any] = {
        "mode": "payment",
        "line_items": [a_line(), a_line("VAT 10 %", 3200)],
        "customer_email": "ada@example.test",
        "client_reference_id": "enr_01",
        "metadata": {"studio_id": "std_01"},
        "payment_intent_data": {"metadata": {"invoice_id": "inv_01"}},
        "success_url": "http://tutti.test/paid?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://tutti.test/left",
    }
    sent: Any = {name: value for name, value in (usual | changes).items() if value is not None}
    return cast("SessionCreateParams", sent)


@dataclass
class Till:
    """What a test works with."""

    site: str
    webhook: Webhook
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.stripe = connect(self.site).v1
        self.http = httpx.Client(base_url=self.site, trust_env=False, verify=False)

    def open(self, **changes: Any) -> Any:
        return self.stripe.checkout.sessions.create(a_session(**changes))

    def send(self, session: Any, **form: str) -> httpx.Response:
        return self.http.post(f"/c/pay/{session.id}", data=form)

    def pay(self, session: Any, card: str = "4242 4242 4242 4242") -> httpx.Response:
        return self.send(session, card=card, email="ada@example.test", name="Ada Byron", action="pay")

    def paid(self, **changes: Any) -> Any:
        """A paid session, as it is after the payment."""
        session = self.open(**changes)
        assert self.pay(session).status_code == 303
        return self.stripe.checkout.sessions.retrieve(session.id)

    def control(self, order: str, **body: Any) -> Any:
        reply = self.http.post(f"/_control/{order}", json=body)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def deliveries(self, **where: str) -> Any:
        return self.http.get("/_control/deliveries", params=where).json()["deliveries"]
