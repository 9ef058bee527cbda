"""Carry facts from the table's stream to the bus."""

import json
import random
import time
from functools import cache
from typing import Any, NamedTuple

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tutti.kit.door import Grant, OnStream
from tutti.kit.observe import count, logger, report
from tutti.kit.settings import setting
from tutti.kit.woken import woken

KIND = "Fact"
BATCH = 10
LARGEST = 24 * 1024
"""Bytes of a fact: ten of this size still fit into one call."""
ATTEMPTS = 4
PASSING = {"InternalException", "InternalFailure", "ServiceUnavailable", "ThrottlingException"}


class Sent(NamedTuple):
    """A fact on its way: its place in the stream, its id, its entry for the bus."""

    place: str
    id: str
    entry: dict[str, str]


@cache
def bus() -> Any:
    """The bus under the function's own role; quick to give up, since the stream delivers again."""
    patience = Config(connect_timeout=2, read_timeout=4, retries={"total_max_attempts": 1})
    return botocore.session.get_session().create_client("events", config=patience)


def relay_facts(event: dict[str, Any]) -> dict[str, Any]:
    """Put every new fact on the bus; answers which places of the stream to deliver again.

    A record that no repetition could mend is parked: named in the log, counted, and passed over. Records that
    the bus as such does not take come again, and consumers know by their receipts what they have seen.
    """
    facts = [sent for record in event["Records"] if _is_new_fact(record) and (sent := _read(record))]
    left = [sent for start in range(0, len(facts), BATCH) for sent in _put(facts[start : start + BATCH])]
    return {"batchItemFailures": [{"itemIdentifier": sent.place} for sent in left]}


def _is_new_fact(record: dict[str, Any]) -> bool:
    image = record.get("dynamodb", {}).get("NewImage", {})
    return record.get("eventName") == "INSERT" and image.get("kind", {}).get("S") == KIND


def _read(record: dict[str, Any]) -> Sent | None:
    """The fact in this record, or None when it can only be parked."""
    change = record["dynamodb"]
    try:
        body = change["NewImage"]["body"]["S"]
        fact = json.loads(body)
        entry = {"Source": "tutti", "DetailType": fact["name"], "Detail": body}
        sent = Sent(change["SequenceNumber"], fact["id"], entry)
    except (KeyError, TypeError, ValueError):
        _park(change["NewImage"].get("PK", {}).get("S", ""), "unreadable")
        return None
    if len(body.encode()) > LARGEST:
        _park(sent.id, "too large")
        return None
    return sent


def _park(fact_id: str, reason: str) -> None:
    logger.error("fact parked", fact_id=fact_id, reason=reason)
    count("FactsParked", reason=reason)


def _put(waiting: list[Sent]) -> list[Sent]:
    """Put these facts on the bus, repeating what was refused; returns those that it would not take."""
    for attempt in range(ATTEMPTS):
        time.sleep(random.uniform(0, 0.1 * 2**attempt) if attempt else 0)
        waiting = _try_to_put(waiting)
        if not waiting:
            return []
    logger.error("bus refused", fact_ids=[sent.id for sent in waiting])
    count("FactsRefused")
    return waiting


def _try_to_put(waiting: list[Sent]) -> list[Sent]:
    """One call; returns what to try again and parks what the bus calls wrong in itself."""
    entries = [sent.entry | {"EventBusName": setting("BUS_NAME")} for sent in waiting]
    try:
        replies = bus().put_events(Entries=entries)["Entries"]
    except (BotoCoreError, ClientError) as error:
        report(error)
        return waiting
    refused = [
        (sent, said["ErrorCode"]) for sent, said in zip(waiting, replies, strict=True) if "ErrorCode" in said
    ]
    for sent, code in refused:
        if code not in PASSING:
            _park(sent.id, code)
    return [sent for sent, code in refused if code in PASSING]


handler = woken(OnStream(KIND), grants=[Grant.PUBLISH])(relay_facts)
