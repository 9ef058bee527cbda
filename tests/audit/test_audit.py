"""The checker of timetables: silent on a sound table, and in words on every kind of broken one."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.audit import audit
from tests.support.audit.reading import Item, slot

Items = list[Item]
Break = Callable[[Items], None]


def test_is_silent_on_a_school_where_everything_happens(items: Items) -> None:
    kinds = {item["kind"]["S"] for item in items}
    assert {"Lesson", "Series", "Cohort", "Seats", "Seated", "WaitlistLine", "Reschedule", "Hold"} <= kinds
    assert audit(items) == []


def one(items: Items, kind: str, is_wanted: Callable[[dict[str, Any]], bool] = lambda _: True) -> Item:
    """The first item of this kind whose body is as wanted."""
    for item in items:
        if item["kind"]["S"] == kind and is_wanted(json.loads(item.get("body", {}).get("S", "{}"))):
            return item
    raise AssertionError(kind)


def change(item: Item, **changes: Any) -> None:
    item["body"] = {"S": json.dumps(json.loads(item["body"]["S"]) | changes)}


def body(item: Item) -> Any:
    return json.loads(item["body"]["S"])


def a_lesson(items: Items) -> Item:
    return one(items, "Lesson", lambda it: it["kind"] == "private" and it["status"] == "confirmed")


def of_series(items: Items) -> Item:
    series = body(one(items, "Series"))
    return one(items, "Lesson", lambda it: it["original_start"] in series["occurrences"])


def lines_of(items: Items, lesson: Item) -> Items:
    kind, whose = "CalendarLine", lesson["SK"]["S"]
    return [it for it in items if it["kind"]["S"] == kind and it["owner"]["S"] == whose]


def mask_of(items: Items, lesson: Item, name: str = "mask", *, hours: int = 0) -> tuple[Item, int]:
    """The mask of the lesson's teacher and the bit at which the lesson starts, or hours later."""
    block, bit = divmod(slot(body(lesson)["starts_at"]) + 4 * hours, 2688)
    who = body(lesson)["teacher_id"]
    busy = (it for it in items if it["kind"]["S"] == "Busy" and it["PK"]["S"].endswith(who))
    return next(it for it in busy if int(it["SK"]["S"]) == block), bit


def flip(item: Item, name: str, bit: int) -> None:
    bits = int.from_bytes(bytes(item[name]["B"]), "little") ^ 1 << bit
    item[name] = {"B": bits.to_bytes(336, "little")}


def free_what_a_lesson_takes(items: Items) -> None:
    item, bit = mask_of(items, a_lesson(items))
    flip(item, "mask", bit)


def leave_time_busy(items: Items) -> None:
    item, bit = mask_of(items, a_lesson(items), hours=20)
    flip(item, "mask", bit)


def forget_to_count_a_lesson(items: Items) -> None:
    item, bit = mask_of(items, a_lesson(items))
    flip(item, "starts", bit)


def count_a_lesson_that_is_none(items: Items) -> None:
    item, bit = mask_of(items, a_lesson(items), hours=20)
    flip(item, "starts", bit)


def book_twice(items: Items) -> None:
    lesson = a_lesson(items)
    again = body(lesson) | {"id": "les_again", "student_ids": []}
    items.append(lesson | {"SK": {"S": "les_again"}, "body": {"S": json.dumps(again)}})


def book_what_is_held(items: Items) -> None:
    place = body(one(items, "Enrollment", lambda it: it["hold"] and not it["cohort_id"]))["hold"]["place"]
    lesson = a_lesson(items)
    again = body(lesson) | place | {"id": "les_again"}
    items.append(lesson | {"SK": {"S": "les_again"}, "body": {"S": json.dumps(again)}})


def lose_a_line(items: Items) -> None:
    items.remove(lines_of(items, a_lesson(items))[0])


def lose_the_line_of_a_cancelled_lesson(items: Items) -> None:
    items.remove(lines_of(items, one(items, "Lesson", lambda it: it["status"] == "cancelled"))[0])


def lose_the_line_of_a_classmate(items: Items) -> None:
    seated = one(items, "Seated")["owner"]["S"]
    lines = [it for it in items if it["kind"]["S"] == "CalendarLine" and it["PK"]["S"].endswith(seated)]
    items.remove(lines[0])


def keep_an_old_line(items: Items) -> None:
    line = lines_of(items, a_lesson(items))[0]
    items.append(line | {"SK": {"S": f"2026-01-01T10:00#{line['owner']['S']}"}})


def lie_elsewhere_in_the_index(items: Items) -> None:
    a_lesson(items)["GSI1SK"] = {"S": "2026-01-01T10:00#les_elsewhere"}


def oversell_a_group(items: Items) -> None:
    group = one(items, "Lesson", lambda it: it["kind"] == "group")
    change(group, student_ids=["per_a", "per_b", "per_c"])


def seat_a_child_twice(items: Items) -> None:
    group = one(items, "Lesson", lambda it: it["kind"] == "group")
    change(group, student_ids=body(group)["student_ids"] * 2)


def oversell_a_cohort(items: Items) -> None:
    one(items, "Seats")["capacity"] = {"N": "1"}


def count_seats_wrongly(items: Items) -> None:
    one(items, "Seats")["taken"] = {"N": "1"}


def promise_a_seat_to_nobody(items: Items) -> None:
    change(one(items, "Lesson", lambda it: it["kind"] == "group"), promised=1)


def seat_a_stranger(items: Items) -> None:
    items.append(one(items, "Seated") | {"owner": {"S": "per_stranger"}})


def lose_a_lesson_of_a_series(items: Items) -> None:
    items.remove(of_series(items))


def keep_a_lesson_that_was_given_up(items: Items) -> None:
    series, gone = one(items, "Series"), body(of_series(items))["original_start"]
    kept = [at for at in body(series)["occurrences"] if at != gone]
    change(series, occurrences=kept, dropped=[gone])


def move_a_lesson_away_from_its_pattern(items: Items) -> None:
    lesson = of_series(items)
    ends_at = datetime.fromisoformat(body(lesson)["ends_at"]) + timedelta(minutes=15)
    change(lesson, ends_at=ends_at.isoformat())


def follow_and_leave_a_pattern(items: Items) -> None:
    series = one(items, "Series")
    change(series, exceptions=body(series)["occurrences"][:1])


def lose_a_series(items: Items) -> None:
    items.remove(one(items, "Series"))


def leave_a_lesson_in_rescheduling(items: Items) -> None:
    change(one(items, "Reschedule"), is_closed=True, state="declined")


def forget_an_open_reschedule(items: Items) -> None:
    items.remove(one(items, "OpenReschedule"))


def teach_outside_the_window(items: Items) -> None:
    change(a_lesson(items), window_id=one(items, "Lesson", lambda it: it["kind"] == "group")["SK"]["S"])


BREAKS: dict[Break, str] = {
    free_what_a_lesson_takes: "though claimed by lesson",
    leave_time_busy: "though nothing claims it",
    forget_to_count_a_lesson: "is not counted",
    count_a_lesson_that_is_none: "though one is counted",
    book_twice: "is in two places",
    book_what_is_held: "is claimed twice",
    lose_a_line: "lacks les_",
    lose_the_line_of_a_cancelled_lesson: "lacks les_",
    lose_the_line_of_a_classmate: "lacks les_",
    keep_an_old_line: "where it is not",
    lie_elsewhere_in_the_index: "in the index",
    oversell_a_group: "has 2 seats, of which 3",
    seat_a_child_twice: "names a student twice",
    oversell_a_cohort: "has 1 seats, of which 2",
    count_seats_wrongly: "counts 1 seats taken, but 2 are held",
    promise_a_seat_to_nobody: "counts 1 seats promised",
    seat_a_stranger: "without a seat",
    lose_a_lesson_of_a_series: "has no lesson on",
    keep_a_lesson_that_was_given_up: "is no date of its series",
    move_a_lesson_away_from_its_pattern: "is not where the pattern is",
    follow_and_leave_a_pattern: "both follows and leaves its pattern",
    lose_a_series: "has no series",
    leave_a_lesson_in_rescheduling: "which is over",
    forget_an_open_reschedule: "its lesson does not know it",
    teach_outside_the_window: "is not within its window",
}


@pytest.mark.parametrize("breaking", BREAKS, ids=lambda breaking: breaking.__name__)
def test_finds_what_is_broken(items: Items, breaking: Break) -> None:
    breaking(items)
    assert any(BREAKS[breaking] in found for found in audit(items)), audit(items)


def test_tells_schools_apart(items: Items) -> None:
    book_twice(items)
    [school] = {found.partition(":")[0] for found in audit(items)}
    assert school.startswith("stu_")
