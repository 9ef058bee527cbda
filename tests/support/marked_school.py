"""A school with one of everything in it, each bearing a mark that no other school has."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from tests.support.bodies import CYCLE
from tests.support.deployed import Application, Deployed, eventually
from tests.support.letters import invitation_token, offer_token
from tests.support.marked_coursework import add_coursework
from tests.support.marked_grading import add_grading
from tests.support.marked_library import add_library
from tests.support.marked_recordings import add_recordings

PASSWORD = "Tutti-for-all-1"
Thing = dict[str, Any]


@dataclass
class MarkedSchool:
    """One of everything, made through the API by the school's owner, whose header `owner` is.

    `ids` holds the id of each under the name that paths and queries have for it. A school that is not
    `is_enrolling` has no enrolment, invoice and lesson, and nothing goes on in it by itself.
    """

    deployed: Deployed
    slug: str
    owner: dict[str, str]
    mark: str = field(default_factory=lambda: f"wz{secrets.token_hex(6)}")
    ids: dict[str, str] = field(default_factory=dict)
    is_enrolling: bool = True

    def __post_init__(self) -> None:
        self.studio = self.read("/v1/studio")
        self._add_places()
        self._add_people()
        self._add_offers()
        self._add_lessons()
        self._invite()
        self._open_feed()
        add_library(self)
        add_recordings(self)
        add_coursework(self)
        add_grading(self)
        self.ids |= {"credit_id": self.credit()["id"]}
        if self.is_enrolling:
            self._enroll()
            self.ids |= {"cancellation_id": self.cancel("2040-06-01")["id"]}
            offered = self.offer("2040-06-04")
            self.offer_token = offered.pop("token")
            self.ids |= {"reschedule_id": offered["reschedule_id"]} | self.wait("2040-09-06")

    @property
    def marks(self) -> list[str]:
        """What must never stand in a reply to somebody of another school."""
        own = [f"@{self.slug}.test", self.studio["id"], self.studio["name"], *self.links.values()]
        return [self.mark, *own, self.status_token, self.offer_token, *self.ids.values()]

    @property
    def links(self) -> dict[str, str]:
        """What opens public doors to who has been sent it."""
        return {"token": self.token, "calendar_token": self.calendar_token}

    def address(self, who: str) -> str:
        """An e-mail address with the mark in it."""
        return f"{who}@{self.mark}.test"

    def read(self, path: str) -> Thing:
        """What the owner reads here."""
        return self._send("GET", path, 200)

    def add(self, path: str, **body: Any) -> Thing:
        """What the owner adds here."""
        return self._send("POST", path, 201, json=body)

    def do(self, path: str) -> Thing:
        """What the owner has done here, with nothing more to say about it."""
        return self._send("POST", path, 200)

    def written(self) -> list[dict[str, Any]]:
        """Everything that stands in this school and in the directory, but for receipts."""
        found = self.deployed.items(f"STUDIO#{self.studio['id']}", "DIRECTORY#")
        return sorted(
            (item for item in found if item["kind"]["S"] != "Receipt"),
            key=lambda item: (item["PK"]["S"], item["SK"]["S"]),
        )

    def _send(self, method: str, path: str, expected: int, **more: Any) -> Thing:
        url = f"{self.deployed.api}{path}"
        reply = self.deployed.http.request(method, url, headers=self.owner, **more)
        assert reply.status_code == expected, reply.text
        found: Thing = reply.json()
        return found

    def _add_places(self) -> None:
        location = self.add("/v1/locations", name=self.mark)
        room = self.add("/v1/rooms", name=self.mark, location_id=location["id"])
        self.ids |= {"location_id": location["id"], "room_id": room["id"]}

    def _add_people(self) -> None:
        family = self.add("/v1/families", name=self.mark)
        name = {"given_name": "Eva", "family_name": self.mark, "family_id": family["id"]}
        guardian = self.add("/v1/guardians", **name, email=self.address("eva"))
        student = self.add("/v1/students", **name, birth_date="2014-02-03")
        teacher = self.add("/v1/teachers", display_name=self.mark, instruments=[self.mark])
        self.ids |= {"family_id": family["id"], "guardian_id": guardian["id"]}
        self.ids |= {"student_id": student["id"], "teacher_id": teacher["id"]}

    def _add_offers(self) -> None:
        price = {"amount": 1000, "currency": self.studio["currency"]}
        course = self.add(
            "/v1/courses", name=self.mark, kind="cohort", instrument=self.mark, age_min=5, price=price
        )
        session = {"on": str(date.today() + timedelta(days=10)), "starts": "10:00", "ends": "11:00"}  # noqa: DTZ011
        cohort = self.add(
            "/v1/cohorts",
            course_id=course["id"],
            name=self.mark,
            teacher_id=self.ids["teacher_id"],
            capacity=5,
            zone=self.studio["time_zone"],
            sessions=[session],
        )
        self.ids |= {"course_id": course["id"], "cohort_id": cohort["id"], "for": course["id"]}

    def _add_lessons(self) -> None:
        """A group that meets twice, the second time one to one, and a closed day."""
        series = self.add(
            "/v1/series",
            **{name: self.ids[name] for name in ("course_id", "teacher_id")},
            student_ids=[self.ids["student_id"]],
            kind="group",
            seats=3,
            minutes=30,
            zone="UTC",
            start="2040-01-02T08:00:00",
            repetition={"preset": "weekly", "count": 2},
            overrides_rules=True,
        )
        closure = self.add("/v1/closures", first_on="2040-12-24", last_on="2040-12-31", reason=self.mark)
        self.ids |= {"series_id": series["series"]["id"], "closure_id": closure["closure"]["id"]}
        self.ids |= {"lesson_id": series["lesson_ids"][0]}
        self._open_window(series["lesson_ids"][1])

    def _open_window(self, window_id: str) -> None:
        cycle = CYCLE | {"price": {"amount": 1000, "currency": self.studio["currency"]}}
        self._send("PUT", f"/v1/series/{self.ids['series_id']}/cycle", 200, json=cycle)
        path = f"{self.deployed.api}/v1/windows/{window_id}"
        ask = partial(self.deployed.http.get, path, headers=self.owner)
        eventually(ask, lambda reply: reply.status_code == 200)
        self.ids |= {"window_id": window_id}

    def gather(self, on: str) -> Thing:
        """A lesson of a group on this day, nobody in it."""
        group = {"kind": "group", "seats": 2, "student_ids": []}
        return self.book(on, **group)

    def _invite(self) -> None:
        """One invitation that is accepted, which makes a member, and one that stays open."""
        self.add("/v1/invitations", email=self.address("mia"), roles=["teacher"], given_name=self.mark)
        token = invitation_token(self.deployed, self.address("mia"))
        somebody = {"password": PASSWORD, "given_name": "Mia", "family_name": self.mark}
        self.add(f"/v1/public/invitations/{token}/sign-up", **somebody)
        member = next(one for one in self._pages("/v1/members") if one["email"] == self.address("mia"))
        invitation = self.add("/v1/invitations", email=self.address("max"), roles=["teacher"])
        self.token = invitation_token(self.deployed, self.address("max"))
        self.ids |= {"person_id": member["id"], "invitation_id": invitation["id"]}

    def book(self, on: str, **other: Any) -> Thing:
        """A lesson of the marked child on this day, unless said otherwise."""
        usual = {name: self.ids[name] for name in ("course_id", "teacher_id")} | {
            "student_ids": [self.ids["student_id"]],
            "minutes": 30,
            "starts_at": f"{on}T10:00:00Z",
            "overrides_rules": True,
        }
        return self.add("/v1/bookings", **(usual | other))

    def offer(self, on: str) -> dict[str, str]:
        """Other times that are held for a lesson on this day: its id, the offer's, and the family's token."""
        lesson = self.book(on)
        wishes = [{"starts_at": f"{on}T{hour}:00:00Z"} for hour in (12, 14)]
        body = {"alternatives": wishes, "overrides_rules": True}
        offered = self._send("POST", f"/v1/lessons/{lesson['id']}/reschedules", 202, json=body)
        eventually(
            lambda: self.read(f"/v1/reschedules/{offered['id']}")["steps"],
            lambda steps: [step["state"] for step in steps][-1:] == ["waiting"],
        )
        token = offer_token(self.deployed, self.address("eva"), offered["id"])
        return {"lesson_id": lesson["id"], "reschedule_id": offered["id"], "token": token}

    def wait(self, on: str) -> dict[str, str]:
        """The marked child waits for a group lesson on this day, and is offered its only seat."""
        lesson = self.book(on, student_ids=[], kind="group", seats=1)
        student_ids = [self.ids["student_id"]]
        entry = self.add("/v1/waitlist", lesson_id=lesson["id"], student_ids=student_ids)
        return {"entry_id": entry["id"], "offer_id": entry["standing"]["offer"]["id"]}

    def cancel(self, on: str) -> Thing:
        """A lesson of the marked child on this day, which the school cancels."""
        lesson = self.book(on)
        return self._send("POST", f"/v1/lessons/{lesson['id']}/cancel", 200, json={"reason": "closure"})

    def credit(self) -> Thing:
        """Minutes that the marked child may spend on makeup lessons."""
        student_id = self.ids["student_id"]
        return self.add("/v1/credits", student_id=student_id, instrument=self.mark, minutes=30)

    def asked(self, path_names: Iterable[str]) -> dict[str, str]:
        """What queries name here: the things, and what opens a door to whoever was sent it."""
        token = self.offer_token if "reschedule_id" in path_names else self.status_token
        return self.ids | {"token": token}

    def _open_feed(self) -> None:
        """The address of a calendar."""
        feed = self.add("/v1/calendar-feeds")
        self.calendar_token = feed["url"].rpartition("/")[2]
        self.ids |= {"feed_id": feed["id"]}

    def _pages(self, path: str) -> list[Thing]:
        page = self.read(f"{path}?limit=50")
        items: list[Thing] = page["items"]
        while "cursor" in page:
            page = self.read(f"{path}?limit=50&cursor={page['cursor']}")
            items += page["items"]
        return items

    def apply(self, child: str) -> Application:
        """A marked family asks for a place in the marked course, and is about to pay."""
        student = {"given_name": child, "family_name": self.mark, "birth_date": "2015-06-07"}
        guardian = {"given_name": "Ute", "family_name": self.mark, "email": self.address("ute")}
        course_id = self.ids["course_id"]
        application = self.deployed.apply(self.slug, course_id, student=student, guardian=guardian)
        application.until("awaiting_payment")
        return application

    def enrollment(self, application: Application) -> Thing:
        """What the school knows of it."""
        return self.read(f"/v1/enrollments/{application.enrollment_id}")

    def _enroll(self) -> None:
        """A paid enrolment, with invoice, payment and lesson."""
        application = self.apply("Ida")
        application.pay()
        application.until("active")
        enrollment = self.enrollment(application)
        self.status_token = application.status_url.split("token=")[1]
        self.ids |= {"enrollment_id": enrollment["id"]}
        self.ids |= {name: enrollment[name] for name in ("lesson_id", "invoice_id")}
