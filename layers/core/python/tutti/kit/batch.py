"""A function that a queue wakes: one message at a time, left in the queue when that failed."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from tutti.kit import cold_start
from tutti.kit.door import EventDoor
from tutti.kit.observe import count, logger, report
from tutti.kit.tenant import Tenant

Subject = TypeVar("Subject")


class BatchHandler(ABC, Generic[Subject]):
    """The Lambda handler of a queue: answers which messages to deliver again.

    What a message is about is said to the log under the keys of `told`, and for one message only.
    """

    told: ClassVar[dict[str, str]]
    counted: ClassVar[str]
    """The metric of messages that failed."""
    called: ClassVar[str]
    """What such functions are called in logs and metrics."""

    def __init__(self, act: Callable[[Tenant, Subject], None], door: EventDoor) -> None:
        self.door = door
        self.name = act.__name__
        self._act = act
        cold_start.end(door.grants)

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        logger.append_keys(**{self.called: self.name}, request_id=context.aws_request_id)
        failed = [message["messageId"] for message in event["Records"] if not self._settle(message)]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    @abstractmethod
    def take(self, body: dict[str, Any]) -> None:
        """Do what this message asks for; whatever is raised leaves it in the queue."""

    def _settle(self, message: dict[str, Any]) -> bool:
        logger.append_keys(**self.told)
        try:
            self.take(json.loads(message["body"]))
        except Exception as error:  # noqa: BLE001 - one bad message must not take the batch with it
            report(error)
            count(self.counted, **{self.called: self.name})
            return False
        return True
