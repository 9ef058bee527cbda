"""Consumers that are brought facts, as the bus brings them."""

import json
from types import SimpleNamespace
from typing import Any

from tutti.kit.facts import Envelope


def hears(consumer: Any, *facts: Envelope) -> None:
    """The consumer is brought these facts; it wants none of them again."""
    records = [
        {"messageId": one.id, "body": json.dumps({"detail": one.model_dump(mode="json")})} for one in facts
    ]
    reply = consumer.handler({"Records": records}, SimpleNamespace(aws_request_id="req"))
    assert reply == {"batchItemFailures": []}
