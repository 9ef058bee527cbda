"""What a test works with: the real SDK as a client, the hosted page and the switches."""

import time
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import stripe
from stripe.params.checkout import SessionCreateParams

from tests.local.stripe.webhook import Webhook, until

SECRET_KEY = "sk_test_tutti"


@dataclass
class Clock:
    """The real time, moved on at will."""

    ahead: float = 0

    def __call__(self) -> float:
        return time.time() + self.ahead


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

    def clean_up(self) -> None:
        """Nothing is left for the next test, no event still under way."""
        self.webhook.answers.clear()
        self.control("reset")
        until(lambda: not self.deliveries(state="pending"))
        self.control("reset", forget=True)
        self.webhook.forget()
        self.clock.ahead = 0

    def deliveries(self, **where: str) -> Any:
        return self.http.get("/_control/deliveries", params=where).json()["deliveries"]
