"""A school on the deployed cloud with a teacher, a room, and a family whose parent signs in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

import httpx

from tests.support.deployed import Deployed
from tests.support.letters import invitation_token
from tests.support.visitor import PASSWORD, Visitor
from tutti.kit.clock import rfc3339, zone

ZONE = "Europe/Vienna"
EVERY_DAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Thing = dict[str, Any]


@dataclass(frozen=True)
class SmallSchool:
    """Founded by its owner, whose header `owner` is; lessons are from nine to six in one room."""

    deployed: Deployed
    founder: Visitor

    @classmethod
    def founded(cls, deployed: Deployed) -> "SmallSchool":
        """A school of its own, in which nothing goes on but what a test asks for."""
        founder = Visitor(deployed).signs_up()
        founder.founds_a_school()
        return cls(deployed, founder)

    @property
    def owner(self) -> dict[str, str]:
        return self.founder.header

    def send(
        self, method: str, path: str, body: Any = None, by: dict[str, str] | None = None
    ) -> httpx.Response:
        """What the API answers the owner, or whoever else calls."""
        url = f"{self.deployed.api}{path}"
        return self.deployed.http.request(method, url, json=body, headers=by or self.owner)

    def add(self, path: str, **body: Any) -> Thing:
        """What the owner adds."""
        reply = self.send("POST", path, body)
        assert reply.is_success, reply.text
        added: Thing = reply.json()
        return added

    @cached_property
    def location(self) -> Thing:
        return self.add("/v1/locations", name="Main house")

    @cached_property
    def room(self) -> Thing:
        return self.add("/v1/rooms", name="Room 1", location_id=self.location["id"], capacity=12)

    @cached_property
    def teacher(self) -> Thing:
        """Theo, who is there every day from nine to six."""
        hours = {"starts": "09:00", "ends": "18:00", "zone": ZONE, "location_id": self.location["id"]}
        week = [{"weekday": day} | hours for day in EVERY_DAY]
        return self.add("/v1/teachers", display_name="Theo Tal", instruments=["piano"], availability=week)

    @cached_property
    def course(self) -> Thing:
        price = {"amount": 4000, "currency": "EUR"}
        return self.add("/v1/courses", name="Piano", kind="private", instrument="piano", price=price)

    def family(self, name: str = "Lang") -> Thing:
        """A family with a guardian and a child of Theo's."""
        family = self.add("/v1/families", name=name)
        own = {"family_id": family["id"], "family_name": name}
        email = f"{family['id'].lower()}@families.test"
        guardian = self.add("/v1/guardians", given_name="Eva", email=email, **own)
        student = self.add("/v1/students", given_name="Ada", birth_date="2015-03-04", **own)
        self.add(f"/v1/students/{student['id']}/teachers", teacher_id=self.teacher["id"])
        return {"guardian": guardian, "student": student, "email": email}

    def parent(self, family: Thing) -> dict[str, str]:
        """The header by which the family's guardian calls, who came by invitation."""
        guardian = family["guardian"]
        self.add("/v1/invitations", email=family["email"], roles=["guardian"], person_id=guardian["id"])
        token = invitation_token(self.deployed, family["email"])
        who = {"password": PASSWORD, "given_name": "Eva", "family_name": guardian["family_name"]}
        self.add(f"/v1/public/invitations/{token}/sign-up", **who)
        return Visitor(self.deployed, email=family["email"]).signs_in().header

    def has_policy(self, **policy: Any) -> None:
        """The studio's policy from now on."""
        studio = self.send("GET", "/v1/studio").json()
        body = {name: studio[name] for name in ("name", "email", "time_zone", "currency", "slug", "version")}
        reply = self.send("PUT", "/v1/studio", body | {"policy": policy})
        assert reply.is_success, reply.text

    def terms(self, student: Thing, **more: Any) -> Thing:
        """Half an hour with Theo in the room."""
        usual = {
            "course_id": self.course["id"],
            "teacher_id": self.teacher["id"],
            "student_ids": [student["id"]],
            "minutes": 30,
            "location_id": self.location["id"],
            "room_id": self.room["id"],
        }
        return usual | more

    def booking(self, student: Thing, days: int, hour: int = 10, minute: int = 0, **more: Any) -> Thing:
        """The body that books half an hour so many days from today, at this time of the school's clock."""
        return self.terms(student, starts_at=rfc3339(self.at(days, hour, minute)), **more)

    def series(self, student: Thing, start: datetime, count: int, **more: Any) -> Thing:
        """The body that books half an hour weekly."""
        weekly = {"preset": "weekly", "count": count}
        return self.terms(student, start=start.isoformat(), zone=ZONE, repetition=weekly, **more)

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """This time of the school's clock, so many days from today."""
        day = datetime.now(zone(ZONE)).date() + timedelta(days=days)
        return datetime.combine(day, time(hour, minute), zone(ZONE)).astimezone(UTC)

    def calendar(self, person: Thing, first: date, last: date) -> list[Thing]:
        """Somebody's lessons from one day to before another, in order."""
        query = f"person_id={person['id']}&from={first}T00:00:00Z&to={last}T00:00:00Z&limit=50"
        items: list[Thing] = self.send("GET", f"/v1/calendar?{query}").json()["items"]
        return items
