"""A school of the deployed cloud that has one case at a time: what it holds is told from what others hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from local import faults
from tests.support.deployed import Deployed
from tests.support.remains import Remains
from tests.support.taught import Pupil, taught_pupil
from tests.support.visitor import Visitor

AN_ID = re.compile(r"[a-z]{3}_[0-9A-Z]{26}")
WEEK = [
    {"weekday": day, "starts": "09:00", "ends": "18:00", "zone": "UTC"}
    for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
]
PIANO = {"name": "Piano", "instrument": "piano", "age_min": 5, "price": {"amount": 12000, "currency": "EUR"}}


@dataclass
class CaseSchool:
    """A school with a teacher, a course one to one and one in a group; `office` is its owner's header."""

    deployed: Deployed
    slug: str
    office: dict[str, str]

    def __post_init__(self) -> None:
        self.studio_id = str(self.deployed.get("/v1/studio", self.office)["id"])
        teacher = self._add("/v1/teachers", display_name="Theo", instruments=["piano"], availability=WEEK)
        self.courses = {kind: self._add("/v1/courses", **PIANO, kind=kind) for kind in ("private", "cohort")}
        in_ten_days = datetime.now(UTC).date() + timedelta(days=10)
        self._add(
            "/v1/cohorts",
            course_id=self.courses["cohort"]["id"],
            name="Piano for all",
            teacher_id=teacher["id"],
            capacity=50,
            zone="UTC",
            sessions=[{"on": str(in_ten_days), "starts": "10:00", "ends": "11:00"}],
        )
        self._seen = Remains.of(self.view)

    @cached_property
    def pupil(self) -> Pupil:
        """A child who is taught here; the first case that wants one brings it."""
        return self.another_pupil()

    def another_pupil(self) -> Pupil:
        """One whom no other case has."""
        pupil = taught_pupil(self.deployed, self.slug, office=self.office)
        self.changes()
        return pupil

    @property
    def view(self) -> "SchoolView":
        """What there is of this school now."""
        return SchoolView(self.deployed, self.studio_id)

    def changes(self) -> dict[str, Any]:
        """What is in force otherwise than when this was asked last, at first when the school was made."""
        before, self._seen = self._seen, Remains.of(self.view)
        return self._seen.since(before)

    def lets_fail(self, function: str, mode: faults.Mode, times: int | None = None) -> None:
        """This function misbehaves from now on when it works for this school."""
        state = self.deployed.cloud.place.state
        faults.inject(state, f"tutti-local-{function}", mode, match=self.studio_id, times=times)

    def behaves_again(self) -> None:
        """All functions work for this school."""
        faults.clear(self.deployed.cloud.place.state, match=self.studio_id)

    def _add(self, path: str, **body: Any) -> dict[str, Any]:
        return self.deployed.post(path, self.office, body)


@dataclass
class SchoolView:
    """One school's part of the table at one moment, and the schedules that name a thing of it."""

    deployed: Deployed
    studio_id: str

    def __post_init__(self) -> None:
        self._items = list(self.deployed.items(f"STUDIO#{self.studio_id}"))

    def items(self) -> list[dict[str, Any]]:
        """Every item of the school."""
        return self._items

    def schedules(self) -> list[str]:
        """The schedules about its things, whether they are in force or have ended."""
        things = set(AN_ID.findall(str(self._items)))
        return [name for name in self.deployed.schedules() if not things.isdisjoint(AN_ID.findall(name))]


class Elsewhere:
    """What names these schools and does not lie in them."""

    def __init__(self, deployed: Deployed, schools: Sequence[CaseSchool]) -> None:
        self._deployed, self._schools = deployed, schools
        self._looked_up: dict[str, str] = {}
        self._before = Remains.of(self)

    def changes(self) -> dict[str, Any]:
        """What is in force otherwise than at first."""
        return Remains.of(self).since(self._before)

    def items(self) -> Iterator[dict[str, Any]]:
        """Every item of other schools, and of none, in which one of these is named."""
        theirs = tuple(f"STUDIO#{one.studio_id}" for one in self._schools)
        others = (item for item in self._deployed.items() if not item["PK"]["S"].startswith(theirs))
        return (item for item in others if self._names_one(str(item)))

    def schedules(self) -> list[str]:
        """Every schedule that wakes somebody for one of them, and names no thing that it has or had."""
        theirs = {name for one in self._schools for name in one.view.schedules()}
        others = [name for name in self._deployed.schedules() if name not in theirs]
        return [name for name in others if self._names_one(self._says(name))]

    def _names_one(self, text: str) -> bool:
        return any(one.studio_id in text for one in self._schools)

    def _says(self, schedule: str) -> str:
        if schedule not in self._looked_up:
            self._looked_up[schedule] = self._deployed.says(schedule)
        return self._looked_up[schedule]


def a_case_school(deployed: Deployed) -> CaseSchool:
    """A new one."""
    founder = Visitor(deployed).signs_up()
    slug = founder.founds_a_school()["slug"]
    return CaseSchool(deployed, slug, founder.header)
