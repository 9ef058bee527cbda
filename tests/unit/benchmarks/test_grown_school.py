"""A school of any size, made as it is read: its calendars, lessons and masks fit together."""

import json
from datetime import UTC, datetime
from itertools import pairwise

from benchmarks.grown_school import GrownSchool, Item
from benchmarks.grown_timetable import CHILDREN, Lines, People, Timetable
from tests.support.audit import violations
from tests.support.audit.reading import Studio
from tutti.kit.ids import new_id
from tutti.scheduling.grid import Span, slot_after

TODAY = datetime(2026, 11, 21, tzinfo=UTC)
EACH = 60


def _people() -> People:
    teachers, rooms = [new_id("per") for _ in range(2)], [new_id("rom") for _ in range(2)]
    children = [[new_id("per") for _ in range(CHILDREN)] for _ in teachers]
    return People(new_id("stu"), new_id("crs"), new_id("loc"), teachers, rooms, children, TODAY)


def _items(grown: GrownSchool) -> list[Item]:
    """All lessons, lines and masks, read one by one."""
    timetable, people = grown.timetable, grown.timetable.people
    partition = f"STUDIO#{people.studio_id}"
    ids = [timetable.lesson_id(teacher, number) for teacher in range(2) for number in range(EACH)]
    keys = [(f"{partition}#LESSON", one) for one in ids]
    for who, (teacher, child) in people.of.items():
        keys += [(f"{partition}#CALENDAR#{who}", line) for line in Lines(timetable, teacher, child)]
    everything = Span(slot_after(timetable.starts_at(0)), slot_after(timetable.starts_at(EACH)))
    keys += [(f"{partition}#BUSY#{who}", f"{at:06d}") for who in people.of for at in everything.block_numbers]
    asked = {"Keys": [{"PK": {"S": pk}, "SK": {"S": sk}} for pk, sk in keys]}
    found: list[Item] = grown.dispatch("BatchGetItem", {"RequestItems": {"t": asked}})["Responses"]["t"]
    return found


def test_its_timetable_holds() -> None:
    grown = GrownSchool(Timetable(_people(), EACH), {})
    studio = Studio(grown.timetable.people.studio_id)
    for item in _items(grown):
        studio.take(item)
    assert len(studio.lessons) == 2 * EACH
    assert violations(studio) == []


def test_calendars_are_in_order() -> None:
    timetable = Timetable(_people(), EACH)
    assert all(one < other for one, other in pairwise(Lines(timetable, 0, None)))
    assert len(Lines(timetable, 0, 3)) == EACH // CHILDREN


def test_what_is_written_is_read_and_costs_its_units() -> None:
    grown = GrownSchool(Timetable(_people(), EACH), {})
    key = {"PK": {"S": "STUDIO#x#LESSON"}, "SK": {"S": "les_x"}}
    item = key | {"kind": {"S": "Lesson"}, "body": {"S": json.dumps("x" * 5000)}}
    grown.dispatch("TransactWriteItems", {"TransactItems": [{"Put": {"Item": item}}]})
    assert grown.dispatch("GetItem", {"Key": key}) == {"Item": item}
    assert grown.units == 2
