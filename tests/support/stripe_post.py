"""Carries Stripe's events: signed to the webhook, and the fact it tells on to the consumer."""

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from stripe import WebhookSignature

from functions.events.billing.settle_stripe_event import handler
from tests.support.door import Call
from tests.support.paper_checkout import event
from tutti.billing.stripe_event import PLATFORM
from tutti.kit.clock import utc_now
from tutti.kit.facts import Envelope
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant

SECRET = "whsec_test"
PARAMETER = "/tutti/test/stripe-webhook-secret"


@dataclass(frozen=True)
class StripePost:
    """`post.tell("charge.refunded", charge)`: everything that follows from one event has happened then."""

    call: Call

    def tell(self, event_type: str, obj: dict[str, Any]) -> dict[str, Any]:
        """A new event, delivered and settled; returns it."""
        sent = event(event_type, obj, at=utc_now())
        assert self.deliver(sent) == []
        return sent

    def deliver(self, sent: dict[str, Any]) -> list[str]:
        """Deliver this event, perhaps again; returns the ids of facts that the consumer wants again."""
        payload = json.dumps(sent)
        header = WebhookSignature.generate_signature_header(payload, SECRET)
        reply = self.call.receive_stripe_event(payload, headers={"stripe-signature": header})
        assert reply.status == 200, reply.body
        return self.settle(sent)

    def settle(self, sent: dict[str, Any]) -> list[str]:
        """Wake the consumer with every fact that was told of this event, twice, as queues may."""
        metadata = sent["data"]["object"].get("metadata") or {}
        facts = self._facts(metadata.get("studio_id", PLATFORM), sent["id"])
        messages = [
            {"messageId": new_id("msg"), "body": json.dumps({"detail": fact.model_dump(mode="json")})}
            for fact in facts
            for _ in "12"
        ]
        reply = handler({"Records": messages}, SimpleNamespace(aws_request_id=new_id("req")))
        return [failure["itemIdentifier"] for failure in reply["batchItemFailures"]]

    def _facts(self, studio_id: str, event_id: str) -> list[Envelope]:
        tenant = Tenant(studio_id)
        lines = tenant.table.all(tenant.partition("AUDIT", utc_now().strftime("%Y-%m")))
        facts = [Envelope.model_validate_json(line.body) for line in lines]
        return [fact for fact in facts if (fact.name, fact.subject) == ("StripeEventReceived", event_id)]
