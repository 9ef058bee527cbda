"""Idempotency keys: https://docs.stripe.com/api/idempotent_requests"""

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any

from local.stripe.errors import Refusal
from local.stripe.store import Store

KEPT_SECONDS = 86_400
LONGEST = 255


@dataclass(frozen=True)
class Reply:
    """An answer of the API, as first given or as given again."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]


class Keys:
    """The answers given under keys of the last 24 hours, and the keys whose answers are under way."""

    def __init__(self, store: Store) -> None:
        self.db = store.db
        self.under_way: set[str] = set()

    def claim(self, key: str, call: str, params: dict[str, Any]) -> Reply | None:
        """The answer to give again, or nothing: then the key is under way until its release.

        Refuses a key that is under way (409) or was used for another call or other parameters (400).
        """
        if len(key) > LONGEST:
            raise Refusal(f"An idempotency key has at most {LONGEST} characters.")
        if key in self.under_way:
            message = f"Another request with this idempotency key is still in progress: {key}"
            raise Refusal(message, status=409, type="idempotency_error", code="idempotency_key_in_use")
        reply = self._saved(key, call, digest_of(params))
        if reply is None:
            self.under_way.add(key)
        return reply

    def release(self, key: str) -> None:
        """Ends what the claim began, however it ended."""
        self.under_way.discard(key)

    def save(self, key: str, call: str, params: dict[str, Any], request_id: str, reply: Reply) -> None:
        """Keeps the answer; in the transaction of the work that it answers."""
        row = (key, call, digest_of(params), request_id, reply.status, json.dumps(reply.body), time.time())
        self.db.execute("INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _saved(self, key: str, call: str, digest: str) -> Reply | None:
        fresh = time.time() - KEPT_SECONDS
        row = self.db.execute("SELECT * FROM keys WHERE key = ? AND at > ?", (key, fresh)).fetchone()
        if row is None:
            return None
        if (row["call"], row["digest"]) != (call, digest):
            what = "parameters" if row["call"] == call else f"endpoint ({row['call']})"
            message = f"This idempotency key was first used with another {what}: {key}"
            raise Refusal(message, type="idempotency_error")
        headers = {"Idempotent-Replayed": "true", "Original-Request": row["request_id"]}
        return Reply(row["status"], json.loads(row["body"]), headers)


def digest_of(params: dict[str, Any]) -> str:
    """The same for the same parameters, in whatever order they were sent."""
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
