"""A course on the deployed local cloud whose one cohort has one seat."""

from datetime import date, timedelta
from secrets import randbelow
from typing import Any

from tests.support.deployed import Deployed

A_MORNING = {"starts": "06:00", "ends": "06:45"}


def course_of_one_seat(deployed: Deployed, office: dict[str, str], name: str, **more: Any) -> str:
    """The id of a new course in Sydney with one session, some day well ahead."""
    teacher = deployed.get("/v1/teachers", office)["items"][0]
    course = {
        "name": name,
        "kind": "cohort",
        "instrument": "harp",
        "price": {"amount": 5000, "currency": "AUD"},
    }
    course_id = str(deployed.post("/v1/courses", office, course | more)["id"])
    on = date.today() + timedelta(days=40 + randbelow(600))  # noqa: DTZ011 - some day well ahead
    cohort = {
        "course_id": course_id,
        "name": "The only seat",
        "teacher_id": teacher["id"],
        "capacity": 1,
        "zone": "Australia/Sydney",
        "sessions": [A_MORNING | {"on": on.isoformat()}],
    }
    deployed.post("/v1/cohorts", office, cohort)
    return course_id
