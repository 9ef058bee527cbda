"""Families that enrol, in process: through the real doors, with sagas, Stripe and the scheduler on paper."""

import json
from dataclasses import dataclass, field
from itertools import count
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from functions.events.enrollment import answer_payment
from tests.support.bills import told
from tests.support.door import Call, Reply
from tests.support.paper import Paper
from tests.support.saga_walk import Fault, Walk
from tests.support.school import School
from tutti.billing import service as billing
from tutti.billing.payment import Method
from tutti.billing.store import InvoiceStore
from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope

_numbers = count(1)
ANSWERED = ("PaymentSettled", "CheckoutExpired")


def a_request(course_id: str, **changes: Any) -> dict[str, Any]:
    """What the public page sends for a child whom nobody knows."""
    number = next(_numbers)
    request = {
        "course_id": course_id,
        "student": {"given_name": "Ada", "family_name": f"Lang-{number}", "birth_date": "2016-05-05"},
        "guardian": {
            "given_name": "Eva",
            "family_name": f"Lang-{number}",
            "email": f"parent-{number}@families.test",
            "phone": "+43 1 2345678",
        },
        "accepted_terms": True,
        "consent": True,
    }
    return request | changes


@dataclass
class Application:
    """One family's request, its saga, and what the family does."""

    school: School
    paper: Paper
    enrollment_id: str
    token: str
    _told: set[str] = field(default_factory=set)

    @property
    def walk(self) -> Walk:
        """The execution of its saga."""
        return self.paper.sagas.walks[self.enrollment_id]

    @property
    def enrollment(self) -> Enrollment:
        """As it lies in the table."""
        return EnrollmentStore(self.school.tenant).get(self.enrollment_id)

    @property
    def status(self) -> dict[str, Any]:
        """As the family reads it."""
        reply = Call().get_enrollment_status(
            slug=self.school.studio.slug, enrollment_id=self.enrollment_id, query={"token": self.token}
        )
        assert reply.status == 200, reply.body
        body: dict[str, Any] = reply.body
        return body

    @property
    def state(self) -> str:
        """In one word."""
        return str(self.enrollment.state)

    def step(self, name: str) -> tuple[str, str]:
        """How this step stands, and its detail."""
        return next((one["state"], one["detail"]) for one in self.status["steps"] if one["name"] == name)

    def goes_on(self) -> "Application":
        """The saga goes as far as it can."""
        self.walk.go_on()
        return self

    def pays(self) -> "Application":
        """On Stripe's page; Stripe tells of it, and whoever waits hears."""
        self.pays_untold()
        return self.hears()

    def pays_untold(self) -> None:
        """Money moves at Stripe, and nobody has told us."""
        self.paper.checkout.pay(self.session_id)

    @property
    def session_id(self) -> str:
        """Of its latest page at Stripe."""
        orders = self.paper.checkout.orders
        return next(key for key, one in orders.items() if one.metadata["enrollment_id"] == self.enrollment_id)

    def hears(self) -> "Application":
        """Stripe's event is settled, and the facts that follow reach their consumer."""
        session = self.paper.checkout.sessions[self.session_id]
        assert session.payment_intent
        billing.record_payment(
            self.school.tenant,
            invoice_id=billing.invoice_id_of(self.enrollment_id),
            payment_intent=session.payment_intent,
            amount=session.amount,
            method=Method.CARD,
            now=utc_now(),
        )
        self.deliver()
        return self

    def lapses(self) -> "Application":
        """The checkout runs out at Stripe."""
        from tutti.billing.checkout import note_expired_checkout

        self.paper.checkout.expire(self.session_id)
        note_expired_checkout(self.school.tenant, billing.invoice_id_of(self.enrollment_id), self.session_id)
        self.deliver()
        return self

    def leaves(self) -> Reply:
        """Back from Stripe's page without paying."""
        slug = self.school.studio.slug
        reply: Reply = Call().leave_checkout(
            slug=slug, enrollment_id=self.enrollment_id, query={"token": self.token}
        )
        return reply

    def deliver(self) -> list[str]:
        """The facts of its payment reach their consumer, each once; which of them it wants again."""
        facts = [fact for fact in told(self.school, *ANSWERED) if fact.id not in self._told]
        wanted = self.deliver_again(*facts)
        self._told |= {fact.id for fact in facts} - set(wanted)
        return wanted

    @staticmethod
    def deliver_again(*facts: Envelope) -> list[str]:
        """These facts reach the consumer; which of them it wants again."""
        messages = [
            {"messageId": fact.id, "body": json.dumps({"detail": fact.model_dump(mode="json")})}
            for fact in facts
        ]
        reply = answer_payment.handler({"Records": messages}, SimpleNamespace(aws_request_id="req"))
        return [failure["itemIdentifier"] for failure in reply["batchItemFailures"]]

    @property
    def invoice_state(self) -> str:
        """Of its invoice."""
        return str(InvoiceStore(self.school.tenant).get(billing.invoice_id_of(self.enrollment_id)).state)

    @property
    def kept_by_stripe(self) -> int:
        """What Stripe has of its money after refunds, in minor units."""
        session = self.paper.checkout.sessions[self.session_id]
        if not session.payment_intent:
            return 0
        gone = sum(one.amount.amount for one in self.paper.checkout.refunds(session.payment_intent))
        return session.amount.amount - gone


@dataclass
class Enrolling:
    """`enrolling.apply(course)`: the public page's form is sent, and the saga goes as far as it can."""

    school: School
    paper: Paper

    def apply(self, course_id: str, *, faults: dict[str, Fault] | None = None, **changes: Any) -> Application:
        """Ask for a place; the saga goes as far as it can without the family."""
        self.paper.sagas.faults = faults or {}
        return self.ask(course_id, **changes).goes_on()

    def ask(self, course_id: str, **changes: Any) -> Application:
        """Ask for a place; the saga has not begun yet."""
        reply = Call().request_enrollment(a_request(course_id, **changes), slug=self.school.studio.slug)
        assert reply.status == 202, reply.body
        return self.application(reply)

    def application(self, accepted: Reply) -> Application:
        """The application that this reply tells of."""
        query = parse_qs(urlsplit(accepted["status_url"]).query)
        return Application(self.school, self.paper, accepted["enrollment_id"], query["token"][0])
