"""Functions woken by facts: each is claimed, acted on once, and left in the queue when that failed."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from tutti.kit import cold_start
from tutti.kit.door import EventDoor, Grant, OnFact
from tutti.kit.facts import Envelope
from tutti.kit.observe import count, logger, report
from tutti.kit.receipts import Receipts
from tutti.kit.tenant import Tenant

Act = Callable[[Tenant, Envelope], None]


class ConsumerHandler:
    """The Lambda handler of a queue of facts: answers which messages to deliver again."""

    def __init__(self, act: Act, door: EventDoor) -> None:
        self.door = door
        self._act = act
        self._name = act.__name__
        cold_start.end(door.grants)

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        logger.append_keys(consumer=self._name, request_id=context.aws_request_id)
        failed = [message["messageId"] for message in event["Records"] if not self._settle(message)]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    def _settle(self, message: dict[str, Any]) -> bool:
        logger.append_keys(studio_id="", fact_id="")
        try:
            fact = Envelope.model_validate(json.loads(message["body"])["detail"])
            logger.append_keys(studio_id=fact.studio_id, fact_id=fact.id)
            self.once(fact)
        except Exception as error:  # noqa: BLE001 - one bad message must not take the batch with it
            report(error)
            count("FactsFailed", consumer=self._name)
            return False
        return True

    def once(self, fact: Envelope) -> None:
        """Act on the fact unless that was done; a failed act gives its claim back for the next delivery."""
        tenant = Tenant(fact.studio_id, f"function:{self._name}")
        Receipts(tenant).once(f"{self._name}#{fact.id}", lambda: self._act(tenant, fact))


def on_fact(*names: str, grants: Sequence[Grant], timeout: int = 30) -> Callable[[Act], ConsumerHandler]:
    """Declare a consumer: `handler = on_fact("EnrollmentActivated", grants=[…])(send_welcome)`."""

    def declare(act: Act) -> ConsumerHandler:
        return ConsumerHandler(act, EventDoor(OnFact(*names), tuple(grants), timeout=timeout))

    return declare
