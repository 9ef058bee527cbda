"""Webhook deliveries: which event is due when, and how each attempt ended."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from local.stripe.store import Obj, Store
from local.stripe.switches import WebhookSwitches

LONGEST_WAIT = 60


@dataclass(frozen=True)
class Delivery:
    """One event on its way to the webhook. A duplicate is a delivery of its own."""

    id: int
    event: str
    attempts: int


class Outbox:
    """States: pending, held, dropped, delivered. What is pending is tried until it is delivered."""

    def __init__(self, store: Store, first_wait: float) -> None:
        self.db = store.db
        self.first_wait = first_wait
        self.switches = WebhookSwitches()
        self.changed = asyncio.Event()

    def accept(self, event: Obj) -> None:
        """Lines the event up as the switches say."""
        switches = self.switches
        state = "dropped" if switches.drops(event["type"]) else "held" if switches.hold else "pending"
        row = (event["id"], event["type"], state, time.time() + switches.delay_seconds)
        copies = 1 if state == "dropped" else 1 + switches.duplicate
        insert = "INSERT INTO deliveries (event, type, state, due_at) VALUES (?, ?, ?, ?)"
        self.db.executemany(insert, [row] * copies)
        self.changed.set()

    def release(self, types: Sequence[str] = ()) -> int:
        """Sends what is held, all of it or these types; returns how many deliveries left."""
        held = self.db.execute("SELECT id, type FROM deliveries WHERE state = 'held' ORDER BY id").fetchall()
        chosen = [(time.time(), row["id"]) for row in held if not types or row["type"] in types]
        self.db.executemany("UPDATE deliveries SET state = 'pending', due_at = ? WHERE id = ?", chosen)
        self.changed.set()
        return len(chosen)

    def due(self) -> list[Delivery]:
        """Every due copy of the one event whose turn it is."""
        order = "DESC" if self.switches.reorder else "ASC"
        rows = self.db.execute(
            "SELECT id, event, attempts FROM deliveries WHERE event = (SELECT event FROM deliveries"
            f" WHERE state = 'pending' AND due_at <= :now ORDER BY attempts, id {order} LIMIT 1)"
            " AND state = 'pending' AND due_at <= :now",
            {"now": time.time()},
        )
        return [Delivery(**dict(row)) for row in rows]

    def next_due_in(self) -> float | None:
        """Seconds until something is due, or nothing when nothing is pending."""
        (at,) = self.db.execute("SELECT min(due_at) FROM deliveries WHERE state = 'pending'").fetchone()
        return None if at is None else max(0.0, at - time.time())

    def settle(self, delivery: Delivery, answer: str, *, delivered: bool) -> None:
        """Writes down how an attempt ended; a failed one comes again after a wait that doubles."""
        wait = min(self.first_wait * 2**delivery.attempts, LONGEST_WAIT)
        self.db.execute(
            "UPDATE deliveries SET attempts = attempts + 1, last_answer = ?, state = ?, due_at = ?"
            " WHERE id = ?",
            (answer, "delivered" if delivered else "pending", time.time() + wait, delivery.id),
        )

    def report(self, **where: str) -> list[dict[str, Any]]:
        """Every delivery in the order of its making, those with these values only."""
        tests = "".join(f" AND {column} = ?" for column in where)
        rows = self.db.execute(f"SELECT * FROM deliveries WHERE 1{tests} ORDER BY id", tuple(where.values()))
        return [dict(row) for row in rows]
