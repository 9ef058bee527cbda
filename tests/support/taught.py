"""A child who is taught, in the deployed cloud: a lesson, and other times that are offered for it."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any

from tests.support.deployed import Deployed, eventually
from tests.support.letters import offer_token

_numbers = count(time.time_ns() // 1_000_000)
ENDED = ("accepted", "declined", "expired", "overtaken", "withdrawn", "rejected", "failed")
Thing = dict[str, Any]


@dataclass(frozen=True)
class DeployedOffer:
    """One reschedule, as the office and the family meet it."""

    pupil: "Pupil"
    id: str
    times: tuple[str, ...]

    @property
    def status(self) -> Thing:
        """As the office reads it."""
        return self.pupil.deployed.get(f"/v1/reschedules/{self.id}", self.pupil.office)

    @cached_property
    def token(self) -> str:
        """What the family was sent."""
        return offer_token(self.pupil.deployed, self.pupil.email, self.id)

    def accept(self, alternative: int = 0) -> Thing:
        """The office chooses for the family."""
        return self._post("accept", {"alternative": alternative})

    def decline(self) -> Thing:
        """The office declines for the family."""
        return self._post("decline")

    def withdraw(self) -> Thing:
        """The office takes the offer back."""
        return self._post("withdraw")

    def answer(self, alternative: int | None) -> Any:
        """The family answers by the link in its mail."""
        deployed, pupil = self.pupil.deployed, self.pupil
        url = f"{deployed.api}/v1/public/studios/{pupil.slug}/reschedules/{self.id}"
        body = {} if alternative is None else {"alternative": alternative}
        return deployed.http.post(url, params={"token": self.token}, json=body)

    def lapses(self) -> None:
        """The clock strikes: its schedule wakes whom it would wake, with what it would say."""
        deployed, name = self.pupil.deployed, f"local-{self.id}-offer"
        target = deployed.client("scheduler").get_schedule(Name=name, GroupName="tutti-local")["Target"]
        deployed.client("lambda").invoke(FunctionName=target["Arn"], Payload=target["Input"])

    def ends(self) -> Thing:
        """Its status when its saga has ended, however it did."""
        self.pupil.deployed.execution(self.id, "reschedule")
        return eventually(lambda: self.status, lambda status: status["state"] in ENDED)

    @property
    def holds(self) -> list[str]:
        """Whose time at the offered times is taken."""
        return [at for at in self.times if self.pupil.is_busy(at)]

    def _post(self, verb: str, body: Any = None) -> Thing:
        eventually(lambda: self.status["state"], lambda state: state != "pending")
        path = f"/v1/reschedules/{self.id}/{verb}"
        return self.pupil.deployed.post(path, self.pupil.office, body)


@dataclass(frozen=True)
class Pupil:
    """A child with a lesson."""

    deployed: Deployed
    slug: str
    office: dict[str, str]
    email: str
    teacher_id: str
    student_id: str
    lesson_id: str
    starts_at: str

    @property
    def lesson(self) -> Thing:
        """The lesson as it is now."""
        return self.deployed.get(f"/v1/lessons/{self.lesson_id}", self.office)

    def is_offered_other_times(self, *days: int) -> DeployedOffer:
        """The office proposes these days, each as early as the lesson; its saga has begun."""
        times = tuple(_at(day) for day in days or (11, 12))
        body = {"alternatives": [{"starts_at": at} for at in times], "overrides_rules": True}
        offered = self.deployed.post(f"/v1/lessons/{self.lesson_id}/reschedules", self.office, body)
        return DeployedOffer(self, offered["id"], times)

    def cancels(self) -> None:
        """The lesson does not take place."""
        self.deployed.post(f"/v1/lessons/{self.lesson_id}/cancel", self.office, {"reason": "school"})

    def is_busy(self, at: str) -> bool:
        """True when the teacher cannot take another lesson then."""
        starts_at = datetime.fromisoformat(at)
        slot = int((starts_at - datetime(2020, 1, 1, tzinfo=UTC)) / timedelta(minutes=15))
        block, position = divmod(slot, 28 * 24 * 4)
        for item in self.deployed.items():
            if item["PK"]["S"].endswith(f"#BUSY#{self.teacher_id}") and item["SK"]["S"] == f"{block:06d}":
                return bool(int.from_bytes(bytes(item["mask"]["B"]), "little") >> position & 1)
        return False


def taught_pupil(
    deployed: Deployed,
    slug: str,
    *,
    office: dict[str, str] | None = None,
    teacher_id: str | None = None,
    weeks: int = 0,
) -> Pupil:
    """A child of a new family with a lesson, its reminder planned: the first of a series of so many weeks.

    The teacher is a new one unless said otherwise; `office` is the admin of a school that was seeded.
    """
    office, number = office or deployed.sign_in(slug, "admin"), next(_numbers)
    course = deployed.course(slug, "private")
    email = f"parent-{number}@families.test"
    name = {"given_name": "Ada", "family_name": f"Lang-{number}"}
    family = deployed.post("/v1/families", office, {"name": name["family_name"]})
    belongs = name | {"family_id": family["id"]}
    deployed.post("/v1/guardians", office, belongs | {"email": email})
    student = deployed.post("/v1/students", office, belongs | {"birth_date": "2014-02-03"})
    if teacher_id is None:
        profile = {"display_name": f"Vera {number}", "instruments": [course["instrument"]]}
        teacher_id = deployed.post("/v1/teachers", office, profile)["id"]
    terms = {
        "course_id": course["id"],
        "teacher_id": teacher_id,
        "student_ids": [student["id"]],
        "minutes": 30,
        "location_id": course.get("location_id"),
        "overrides_rules": True,
    }
    lesson_id = _booked(deployed, office, terms, weeks)
    eventually(lambda: deployed.due(f"{lesson_id}-day_before"), bool)
    return Pupil(deployed, slug, office, email, teacher_id, student["id"], lesson_id, _at(10))


def _booked(deployed: Deployed, office: dict[str, str], terms: Thing, weeks: int) -> str:
    if not weeks:
        return str(deployed.post("/v1/bookings", office, terms | {"starts_at": _at(10)})["id"])
    weekly = {"repetition": {"preset": "weekly", "count": weeks}, "zone": "UTC"}
    series = terms | weekly | {"start": _at(10).removesuffix("Z")}
    return str(deployed.post("/v1/series", office, series)["lesson_ids"][0])


def _at(days: int) -> str:
    day = datetime.now(UTC).date() + timedelta(days=days)
    return f"{day}T02:00:00Z"
