"""The items of the table, sorted by school and kind."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

SLOT = timedelta(minutes=15)
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SLOTS_A_BLOCK = 28 * 24 * 4
LIVE = ("requested", "confirmed", "completed", "missed")

Item = dict[str, dict[str, Any]]
Body = dict[str, Any]
BODIES = ("Lesson", "Series", "Enrollment", "Cohort", "Reschedule", "WaitlistLine")


@dataclass
class Studio:
    """One school's timetable as it lies in the table."""

    id: str
    bodies: dict[str, dict[str, Body]] = field(default_factory=lambda: {kind: {} for kind in BODIES})
    placed: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: dict[tuple[str, str], str] = field(default_factory=dict)
    busy: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    starts: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    seats: dict[str, tuple[int, int]] = field(default_factory=dict)
    seated: set[tuple[str, str]] = field(default_factory=set)
    open_reschedules: dict[str, str] = field(default_factory=dict)

    @property
    def lessons(self) -> dict[str, Body]:
        """By id."""
        return self.bodies["Lesson"]

    @property
    def live_lessons(self) -> list[Body]:
        """Those that take place, took place, or wait for an answer."""
        return [one for one in self.lessons.values() if one["status"] in LIVE]

    def take(self, item: Item) -> None:
        """Remember an item of this school."""
        kind, pk, sk = item["kind"]["S"], item["PK"]["S"], item["SK"]["S"]
        last = pk.rpartition("#")[2]
        if kind in self.bodies:
            body = json.loads(item["body"]["S"])
            self.bodies[kind][body["id"]] = body
        if kind == "Lesson" and "GSI1PK" in item:
            self.placed[sk] = (item["GSI1PK"]["S"], item["GSI1SK"]["S"])
        elif kind == "CalendarLine":
            self.lines[last, sk] = item["owner"]["S"]
        elif kind == "Busy":
            self.busy[last] |= _slots(item["mask"]["B"], int(sk))
            self.starts[last] |= _slots(item["starts"]["B"], int(sk))
        elif kind == "Seats":
            self.seats[sk.partition("#")[2]] = (int(item["taken"]["N"]), int(item["capacity"]["N"]))
        elif kind == "Seated":
            self.seated.add((last, item["owner"]["S"]))
        elif kind == "OpenReschedule":
            self.open_reschedules[last] = item["owner"]["S"]


def studios(items: Iterable[Item]) -> dict[str, Studio]:
    """The schools of a table by their ids."""
    found: dict[str, Studio] = {}
    for item in items:
        whose, _, rest = item["PK"]["S"].partition("#")
        if whose == "STUDIO":
            studio_id = rest.partition("#")[0]
            found.setdefault(studio_id, Studio(studio_id)).take(item)
    return found


def slot(instant: str) -> int:
    """The quarter hour since 2020 that starts at this instant."""
    number, rest = divmod(datetime.fromisoformat(instant) - EPOCH, SLOT)
    if rest:
        raise ValueError(f"{instant} is not on the quarter hour")
    return number


def said(at: int) -> str:
    """When a quarter hour starts, for people."""
    return f"{EPOCH + at * SLOT:%a %Y-%m-%d %H:%M}Z"


def slots(place: Body) -> range:
    """The quarter hours of whatever has a start and an end."""
    return range(slot(place["starts_at"]), slot(place["ends_at"]))


def _slots(mask: Any, block: int) -> set[int]:
    bits = int.from_bytes(bytes(mask), "little")
    found = set()
    while bits:
        lowest = bits & -bits
        found.add(block * SLOTS_A_BLOCK + lowest.bit_length() - 1)
        bits ^= lowest
    return found
