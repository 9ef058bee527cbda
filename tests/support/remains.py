"""What an enrolment could leave behind: held places, accounts, lessons, schedules, open invoices, money."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

HISTORY = {
    "Audit",
    "CheckoutOrder",
    "Entry",
    "Enrollment",
    "Fact",
    "InvoiceNumber",
    "LastInvoiceNumber",
    "Payment",
    "TaskAnswer",
    "Receipt",
    "SeatOffer",
    "Reschedule",
    "StripeEvent",
    "TaskToken",
    "WaitlistEntry",
}
"""Kinds that tell what happened and are meant to stay."""

PARTICULARS = {"Student": ["teacher_ids"], "WaitlistLine": ["waiting", "offers", "kept"]}
"""What counts of kinds that stay where they are; a line in which nobody waits is nothing."""


class Visible(Protocol):
    """A cloud, deployed or in process, that shows what it holds."""

    def items(self) -> Iterable[dict[str, Any]]:
        """Every item of the table, as DynamoDB writes it."""

    def schedules(self) -> list[str]:
        """The names of all schedules that wait."""


@dataclass(frozen=True)
class Remains:
    """Everything that is in force: items by key with what counts about them, balances, and schedules."""

    items: dict[str, Any]

    @classmethod
    def of(cls, cloud: Visible) -> "Remains":
        """What the table and the scheduler hold now."""
        items: dict[str, Any] = {}
        balances: Counter[str] = Counter()
        for item in cloud.items():
            kind = item["kind"]["S"]
            if kind == "Entry":
                balances.update(_postings(item))
            elif kind not in HISTORY:
                items |= _in_force(kind, item)
        items |= {f"balance {account}": amount for account, amount in balances.items() if amount}
        return cls(items | {f"schedule {name}": True for name in cloud.schedules()})

    def since(self, before: "Remains") -> dict[str, Any]:
        """What differs from before: empty when everything is as it was."""
        keys = self.items.keys() | before.items.keys()
        changes = {key: (before.items.get(key), self.items.get(key)) for key in keys}
        return {key: change for key, change in changes.items() if change[0] != change[1]}


def _in_force(kind: str, item: dict[str, Any]) -> dict[str, Any]:
    key = f"{kind} {item['PK']['S']} {item['SK']['S']}"
    body = json.loads(item.get("body", {}).get("S", "null"))
    if kind == "Busy":
        return {key: bytes(item["mask"]["B"])} if any(item["mask"]["B"]) else {}
    if kind == "Invoice":
        return {key: body["state"]} if body["state"] not in ("void", "refunded") else {}
    if kind == "Lesson":
        return {key: body["starts_at"]} if body["status"] != "cancelled" else {}
    if kind in PARTICULARS:
        held = [body[name] for name in PARTICULARS[kind]]
        return {key: held} if kind == "Student" or any(held) else {}
    if kind in ("Seats", "Load", "Uses", "Taught"):
        return {key: int(item["taken"]["N"])}
    return {key: True}


def _postings(item: dict[str, Any]) -> dict[str, int]:
    body = json.loads(item["body"]["S"])
    studio = item["PK"]["S"].split("#")[1]
    totals: Counter[str] = Counter()
    for posting in body["postings"]:
        totals[f"{studio} {posting['account']}"] += posting["amount"]["amount"]
    return dict(totals)
