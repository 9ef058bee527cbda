"""Functions woken by facts: each is claimed, acted on once, and left in the queue when that failed."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from tutti.kit.batch import BatchHandler
from tutti.kit.door import EventDoor, Grant, OnFact
from tutti.kit.facts import Envelope
from tutti.kit.observe import logger
from tutti.kit.receipts import Receipts
from tutti.kit.tenant import Tenant

Act = Callable[[Tenant, Envelope], None]


class ConsumerHandler(BatchHandler[Envelope]):
    """The Lambda handler of a queue of facts."""

    told: ClassVar = {"studio_id": "", "fact_id": ""}
    counted = "FactsFailed"
    called = "consumer"

    def take(self, body: dict[str, Any]) -> None:
        """Act on the fact of this message."""
        fact = Envelope.model_validate(body["detail"])
        logger.append_keys(studio_id=fact.studio_id, fact_id=fact.id)
        self.once(fact)

    def once(self, fact: Envelope) -> None:
        """Act on the fact unless that was done; a failed act gives its claim back for the next delivery."""
        tenant = Tenant(fact.studio_id, f"function:{self.name}")
        Receipts(tenant).once(f"{self.name}#{fact.id}", lambda: self._act(tenant, fact))


def on_fact(*names: str, grants: Sequence[Grant], timeout: int = 30) -> Callable[[Act], ConsumerHandler]:
    """Declare a consumer: `handler = on_fact("EnrollmentActivated", grants=[…])(send_welcome)`."""

    def declare(act: Act) -> ConsumerHandler:
        return ConsumerHandler(act, EventDoor(OnFact(*names), tuple(grants), timeout=timeout))

    return declare
