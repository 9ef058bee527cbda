"""A webhook that listens, as Tutti's does."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import stripe

WEBHOOK_SECRET = "whsec_tutti"


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
        self.forget()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhooks/stripe"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def forget(self) -> None:
        self.events: list[stripe.Event] = []
        self.arrivals: list[float] = []
        self.answers: list[int] = []

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
