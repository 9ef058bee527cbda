"""A school of any number of lessons, none of which takes memory: what is asked for is made when it is read.

It stands where PynamoDB meets DynamoDB, and counts the read units that DynamoDB would count. People, rooms
and courses lie in it as they were copied, lessons as the timetable has them, and what is written above all.
Conditions are not looked at: nobody else is there.
"""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.grown_timetable import Lines, Timetable
from tutti.scheduling.grid import BLOCK_BYTES

Item = dict[str, dict[str, Any]]
Place = tuple[str, str]
A_UNIT = 4096


@dataclass
class GrownSchool:
    """All that lies in the table of a school with so many lessons, and what reading it costs."""

    timetable: Timetable
    copied: dict[Place, Item]
    written: dict[Place, Item | None] = field(default_factory=dict)
    units: float = 0
    seconds: float = 0

    def lay_out(self, blocks: range) -> None:
        """Make everybody's masks of these blocks, so that no request has to wait for it."""
        people = self.timetable.people
        for who in people.of:
            for block in blocks:
                self._read((f"STUDIO#{people.studio_id}#BUSY#{who}", f"{block:06d}"))

    def dispatch(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        """What DynamoDB answers; the time that this takes is not the school's own."""
        before = time.process_time()
        reply: dict[str, Any] = getattr(self, f"_{operation}")(asked)
        self.seconds += time.process_time() - before
        return reply

    def _GetItem(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - as DynamoDB calls it
        found = self._read(_place(asked["Key"]))
        self.units += _units([found])
        return {"Item": found} if found else {}

    def _BatchGetItem(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        [(table, request)] = asked["RequestItems"].items()
        found = [self._read(_place(key)) for key in request["Keys"]]
        self.units += sum(_units([one]) for one in found)
        return {"Responses": {table: [one for one in found if one]}, "UnprocessedKeys": {}}

    def _Query(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        if asked.get("IndexName"):
            raise NotImplementedError("The school that grows has no index.")
        pk, *between = (value["S"] for _, value in sorted(asked["ExpressionAttributeValues"].items()))
        keys = self._keys(pk, between)
        page = keys[: asked.get("Limit", len(keys))]
        items = [item for sk in page if (item := self._read((pk, sk)))]
        self.units += _units(items)
        last = {"LastEvaluatedKey": {"PK": {"S": pk}, "SK": {"S": page[-1]}}} if len(keys) > len(page) else {}
        return {"Items": items, "Count": len(items), "ScannedCount": len(items), **last}

    def _TransactWriteItems(self, asked: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        for change in asked["TransactItems"]:
            if put := change.get("Put"):
                self.written[_place(put["Item"])] = put["Item"]
            elif gone := change.get("Delete"):
                self.written[_place(gone["Key"])] = None
        return {}

    def _keys(self, pk: str, between: Sequence[str]) -> list[str]:
        """The sort keys of a partition, in order: all, or those between two."""
        _, studio, *rest = pk.split("#")
        low, high = (between[0], between[1]) if len(between) == 2 else ("", "~")
        found: list[str] = []
        if studio == self.timetable.people.studio_id and rest[0] == "CALENDAR":
            lines = Lines(self.timetable, *self.timetable.people.of[rest[1]])
            found = [lines[at] for at in range(bisect_left(lines, low), bisect_right(lines, high))]
        own = [
            sk for place in (self.copied, self.written) for at, sk in place if at == pk and low <= sk <= high
        ]
        return sorted(sk for sk in {*found, *own} if self.written.get((pk, sk), True) is not None)

    def _read(self, place: Place) -> Item | None:
        if place in self.written:
            return self.written[place]
        if place in self.copied:
            return self.copied[place]
        made = self._made(place, *place[0].split("#")[2:])
        if made:
            self.copied[place] = made
        return made

    def _made(self, place: Place, kind: str = "", whose: str = "") -> Item | None:
        match kind:
            case "LESSON":
                return self._lesson(place)
            case "CALENDAR":
                return _item(place, "CalendarLine", owner={"S": place[1].partition("#")[2]})
            case "BUSY" if whose in self.timetable.people.of:
                return self._busy(place, self.timetable.people.of[whose][1])
        return None

    def _lesson(self, place: Place) -> Item | None:
        lesson = self.timetable.lesson(place[1])
        index = f"STUDIO#{self.timetable.people.studio_id}#AT#{lesson.location_id}"
        more = {"GSI1PK": {"S": index}, "GSI1SK": {"S": lesson.calendar_sk}, "version": {"N": "1"}}
        return _item(place, "Lesson", body={"S": lesson.model_dump_json()}, **more)

    def _busy(self, place: Place, child: int | None) -> Item | None:
        mask = starts = 0
        for span in self.timetable.spans(int(place[1]), child):
            mask |= span.bits << span.first
            starts |= 1 << span.first
        bits = {name: {"B": _bytes(value)} for name, value in (("mask", mask), ("starts", starts))}
        return _item(place, "Busy", version={"N": "1"}, **bits) if mask else None


def _place(key: Item) -> Place:
    return key["PK"]["S"], key["SK"]["S"]


def _item(place: Place, kind: str, **more: dict[str, Any]) -> Item:
    return {"PK": {"S": place[0]}, "SK": {"S": place[1]}, "kind": {"S": kind}, **more}


def _bytes(mask: int) -> bytes:
    return mask.to_bytes(BLOCK_BYTES, "little")


def _units(items: Sequence[Item | None]) -> int:
    """The units of one consistent read: 4 KB each, a miss costs one as well."""
    size = sum(
        len(name) + len(next(iter(value.values()))) for one in items if one for name, value in one.items()
    )
    return max(1, -(-size // A_UNIT))
