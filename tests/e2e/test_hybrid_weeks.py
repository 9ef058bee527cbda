"""A group meets every other week one to one: its members are told, choose their time, and give it back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.letters import letters_to
from tests.support.small_school import ZONE, SmallSchool, Thing
from tutti.kit.clock import zone

MEMBERS = 5
PRICE = {"amount": 5500, "currency": "EUR"}


@pytest.fixture(scope="module")
def school(deployed: Deployed) -> SmallSchool:
    return SmallSchool.founded(deployed)


@pytest.fixture(scope="module")
def members(school: SmallSchool) -> list[Thing]:
    return [school.family(f"Member{number}") for number in range(MEMBERS)]


@pytest.fixture(scope="module")
def group(school: SmallSchool, members: list[Thing]) -> Thing:
    """An hour weekly, four times, the second and the fourth of them one to one."""
    start = school.at(14, 15).astimezone(zone(ZONE)).replace(tzinfo=None)
    roster = {"kind": "group", "seats": MEMBERS, "minutes": 60, "student_ids": []}
    booked = school.add("/v1/series", **school.series({"id": ""}, start, 4, **roster))
    for one in members:
        path = f"/v1/series/{booked['series']['id']}/students"
        school.add(path, student_id=one["student"]["id"])
    cycle = {"cycle_weeks": 2, "private_weeks": [2], "slot_minutes": 30, "price": PRICE, "notice_days": 28}
    path = f"/v1/series/{booked['series']['id']}/cycle"
    reply = school.send("PUT", path, cycle | {"starts_on": str(start.date())})
    assert reply.is_success, reply.text
    return booked


@pytest.fixture(scope="module")
def window(school: SmallSchool, group: Thing) -> Thing:
    """The first window, once it is open for booking."""
    path = f"/v1/windows/{group['lesson_ids'][1]}"
    shown = eventually(lambda: school.send("GET", path), lambda reply: reply.is_success)
    found: Thing = shown.json()
    return found


def _book(school: SmallSchool, window: Thing, member: Thing, slot: int = 0, by: Any = None) -> Any:
    body = {"student_id": member["student"]["id"], "starts_at": window["slots"][slot]["starts_at"]}
    return school.send("POST", f"/v1/windows/{window['lesson']['id']}/bookings", body, by=by)


def _free(school: SmallSchool, window: Thing) -> list[bool]:
    shown = school.send("GET", f"/v1/windows/{window['lesson']['id']}").json()
    return [slot["is_free"] for slot in shown["slots"]]


def test_every_other_lesson_becomes_a_window_of_two_slots(
    school: SmallSchool, group: Thing, window: Thing, members: list[Thing]
) -> None:
    dates = school.send("GET", f"/v1/series/{group['series']['id']}/cycle").json()["dates"]
    assert [one["is_private"] for one in dates] == [False, True, False, True]
    assert (len(window["slots"]), window["price"]) == (2, PRICE)
    child = members[0]["student"]
    eventually(
        lambda: school.calendar(child, school.at(13, 0).date(), school.at(50, 0).date()),
        lambda lessons: len(lessons) == 2,
    )


def test_families_are_told_where_to_choose_their_time(
    school: SmallSchool, window: Thing, members: list[Thing]
) -> None:
    mails = eventually(
        lambda: [
            mail
            for mail in letters_to(school.deployed, members[0]["email"])
            if f"/windows/{window['lesson']['id']}" in mail["BodyText"]
        ],
        bool,
        seconds=90,
    )
    assert "55.00 EUR" in mails[0]["BodyText"]


def test_members_who_want_the_same_slot_at_once_get_it_one_of_them(
    school: SmallSchool, window: Thing, members: list[Thing]
) -> None:
    with ThreadPoolExecutor(MEMBERS) as crowd:
        replies = list(crowd.map(lambda one: _book(school, window, one), members))
    assert sorted(reply.json().get("code", "booked") for reply in replies) == ["SlotTaken"] * 4 + ["booked"]
    assert _free(school, window) == [False, True]


def test_a_parent_books_the_next_slot_and_gives_it_back(
    school: SmallSchool, window: Thing, members: list[Thing]
) -> None:
    booked = [
        one
        for one in members
        if school.calendar(one["student"], school.at(20, 0).date(), school.at(23, 0).date())
    ]
    member = next(one for one in members if one not in booked)
    parent = school.parent(member)
    lesson = _book(school, window, member, 1, by=parent).json()
    assert (lesson["kind"], lesson["price"], lesson["window_id"]) == (
        "private",
        PRICE,
        window["lesson"]["id"],
    )
    assert _free(school, window) == [False, False]
    reply = school.send("POST", f"/v1/lessons/{lesson['id']}/cancel", {"reason": "travel"}, by=parent)
    assert reply.is_success, reply.text
    assert _free(school, window) == [False, True]


def test_a_window_goes_only_when_nobody_has_booked_in_it(school: SmallSchool, window: Thing) -> None:
    path = f"/v1/lessons/{window['lesson']['id']}/cancel"
    reply = school.send("POST", path, {"reason": "closure"})
    assert (reply.status_code, reply.json()["code"]) == (409, "WindowBooked")
