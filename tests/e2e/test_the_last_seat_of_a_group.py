"""Sixteen families want the last seats of a group at the same time: of one lesson, and of a whole series."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx
import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.letters import letters_to
from tests.support.small_school import ZONE, SmallSchool, Thing
from tutti.kit.clock import zone

FAMILIES = 16
GROUP: dict[str, Any] = {"kind": "group", "student_ids": []}


@pytest.fixture(scope="module")
def school(deployed: Deployed) -> SmallSchool:
    return SmallSchool.founded(deployed)


@pytest.fixture(scope="module")
def families(school: SmallSchool) -> list[Thing]:
    return [school.family(f"Racer{number}") for number in range(FAMILIES)]


def _race(families: list[Thing], ask: Callable[[Thing], httpx.Response]) -> list[httpx.Response]:
    with ThreadPoolExecutor(FAMILIES) as crowd:
        return list(crowd.map(ask, families))


def _outcomes(replies: list[httpx.Response]) -> Counter[str]:
    return Counter(reply.json().get("code", "seated") for reply in replies)


def test_one_of_sixteen_gets_the_last_seat_of_a_lesson(school: SmallSchool, families: list[Thing]) -> None:
    lesson = school.add("/v1/bookings", **school.booking({"id": ""}, 25, **GROUP, seats=1))
    path = f"/v1/lessons/{lesson['id']}/students"
    replies = _race(families, lambda one: school.send("POST", path, {"student_id": one["student"]["id"]}))
    assert _outcomes(replies) == {"seated": 1, "LessonFull": FAMILIES - 1}
    [seated] = school.send("GET", f"/v1/lessons/{lesson['id']}").json()["student_ids"]
    day = school.at(25, 10).date()
    there = [
        one["student"]["id"]
        for one in families
        if school.calendar(one["student"], day, school.at(26, 10).date())
    ]
    assert there == [seated]


def test_three_of_sixteen_get_the_seats_of_a_series(school: SmallSchool, families: list[Thing]) -> None:
    start = school.at(40, 14).astimezone(zone(ZONE)).replace(tzinfo=None)
    series = school.add("/v1/series", **school.series({"id": ""}, start, 6, **GROUP, seats=3))
    path = f"/v1/series/{series['series']['id']}/students"
    replies = _race(families, lambda one: school.send("POST", path, {"student_id": one["student"]["id"]}))
    assert _outcomes(replies) == {"seated": 3, "LessonFull": FAMILIES - 3}
    roster = set(school.send("GET", path.removesuffix("/students")).json()["student_ids"])
    first, last = school.at(40, 0).date(), school.at(80, 0).date()
    there = {one["student"]["id"]: len(school.calendar(one["student"], first, last)) for one in families}
    assert {student_id for student_id, lessons in there.items() if lessons} == roster
    assert Counter(there.values()) == {6: 3, 0: FAMILIES - 3}


def test_a_family_that_leaves_an_open_group_leaves_it_to_the_others(
    school: SmallSchool, families: list[Thing]
) -> None:
    here, other = families[:2]
    group = GROUP | {"seats": 2, "open_to_families": True}
    lesson = school.add("/v1/bookings", **school.booking({"id": ""}, 26, 9, **group))
    path, parent = f"/v1/lessons/{lesson['id']}", school.parent(here)
    for family, by in ((here, parent), (other, school.owner)):
        body = {"student_id": family["student"]["id"]}
        assert school.send("POST", f"{path}/students", body, by=by).is_success
    shown = school.send("GET", path, by=parent).json()["student_ids"]
    assert shown == [here["student"]["id"]]
    assert school.send("DELETE", f"{path}/students/{here['student']['id']}", by=parent).is_success
    left = school.send("GET", path).json()
    assert (left["status"], left["student_ids"]) == ("confirmed", [other["student"]["id"]])


def test_mails_of_a_group_lead_to_nobody_else(school: SmallSchool, families: list[Thing]) -> None:
    members = families[2:5]
    ids = [one["student"]["id"] for one in members]
    lesson = school.add(
        "/v1/bookings", **school.booking({"id": ""}, 27, 9, kind="group", seats=3, student_ids=ids)
    )
    school.add(f"/v1/lessons/{lesson['id']}/cancel", reason="closure")
    for one in members:
        mails = eventually(partial(letters_to, school.deployed, one["email"]), bool)
        others = [other["email"] for other in members if other is not one]
        for mail in mails:
            assert mail["To"] == [one["email"]]
            assert not any(address in mail["BodyText"] + mail["BodyHtml"] for address in others)
