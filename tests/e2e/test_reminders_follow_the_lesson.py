"""Reminders are planned with a lesson, move with it, and go with it: read from the scheduler itself."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.small_school import ZONE, SmallSchool, Thing
from tutti.kit.clock import zone

LEADS = {"day_before": timedelta(days=1), "hour_before": timedelta(hours=1)}


@pytest.fixture(scope="module")
def school(deployed: Deployed) -> SmallSchool:
    """A school that reminds a day and an hour before."""
    founded = SmallSchool.founded(deployed)
    founded.has_policy(reminder_kinds=list(LEADS))
    return founded


def _planned(school: SmallSchool, lesson_id: str) -> dict[str, datetime]:
    """When the lesson's reminders are due, by kind."""
    due = {kind: school.deployed.due(f"{lesson_id}-{kind}") for kind in LEADS}
    return {kind: at for kind, at in due.items() if at}


def _due(starts_at: datetime, *kinds: str) -> dict[str, datetime]:
    return {kind: starts_at - LEADS[kind] for kind in kinds or LEADS}


def _becomes(school: SmallSchool, lesson_id: str, wanted: dict[str, datetime]) -> None:
    eventually(lambda: _planned(school, lesson_id), lambda planned: planned == wanted)


def _move(school: SmallSchool, lesson: Thing, starts_at: datetime) -> Thing:
    read = school.send("GET", f"/v1/lessons/{lesson['id']}").json()
    body = {"starts_at": starts_at.isoformat(), "version": read["version"]}
    reply = school.send("PUT", f"/v1/lessons/{lesson['id']}/start", body)
    assert reply.is_success, reply.text
    moved: Thing = reply.json()
    return moved


def test_two_kinds_are_planned_moved_and_removed_with_a_lesson(school: SmallSchool) -> None:
    lesson = school.add("/v1/bookings", **school.booking(school.family()["student"], 20))
    _becomes(school, lesson["id"], _due(school.at(20, 10)))
    _move(school, lesson, school.at(22, 15))
    _becomes(school, lesson["id"], _due(school.at(22, 15)))
    school.add(f"/v1/lessons/{lesson['id']}/cancel", reason="closure")
    _becomes(school, lesson["id"], {})


def test_every_lesson_of_a_series_has_its_own_and_those_that_go_have_none(school: SmallSchool) -> None:
    wall = school.at(30, 11).astimezone(zone(ZONE)).replace(tzinfo=None)
    booked = school.add("/v1/series", **school.series(school.family()["student"], wall, 4))
    starts = [datetime.fromisoformat(one) for one in booked["series"]["occurrences"]]
    for lesson_id, starts_at in zip(booked["lesson_ids"], starts, strict=True):
        _becomes(school, lesson_id, _due(starts_at))
    path = f"/v1/series/{booked['series']['id']}"
    version = school.send("GET", path).json()["version"]
    school.add(f"{path}/end", at=starts[2].isoformat(), version=version)
    for lesson_id, starts_at in zip(booked["lesson_ids"], starts, strict=True):
        _becomes(school, lesson_id, _due(starts_at) if starts_at < starts[2] else {})


def test_a_family_chooses_its_reminders(school: SmallSchool) -> None:
    family = school.family("Moser")
    lesson = school.add("/v1/bookings", **school.booking(family["student"], 21, 12))
    starts_at = school.at(21, 12)
    _becomes(school, lesson["id"], _due(starts_at))
    path, parent = f"/v1/people/{family['guardian']['id']}/reminder-preferences", school.parent(family)
    _chooses(school, path, parent, ["hour_before"])
    _becomes(school, lesson["id"], _due(starts_at, "hour_before"))
    _chooses(school, path, parent, [])
    _becomes(school, lesson["id"], {})
    _chooses(school, path, parent, None)
    _becomes(school, lesson["id"], _due(starts_at))


def _chooses(school: SmallSchool, path: str, parent: dict[str, str], kinds: Any) -> None:
    version = school.send("GET", path, by=parent).json()["version"]
    reply = school.send("PUT", path, {"kinds": kinds, "version": version}, by=parent)
    assert reply.is_success, reply.text
