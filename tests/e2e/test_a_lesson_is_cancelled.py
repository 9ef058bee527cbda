"""A family cancels late and in time, the school cancels a makeup lesson: policy, fee, credit and mail."""

from datetime import UTC, datetime, timedelta
from secrets import randbelow, token_hex
from typing import Any

import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.letters import letters_to

SLUG = "forte"
LATE_FEE = {
    "rules": [
        {
            "name": "The school cancels",
            "when": {"test": "cancelled_by", "one_of": ["teacher", "studio"]},
            "then": {"outcome": "credit", "expires_after_days": 180},
        },
        {
            "name": "In good time",
            "when": {"test": "notice", "at_least_hours": 24},
            "then": {"outcome": "credit", "expires_after_days": 180},
        },
    ],
    "otherwise": {"outcome": "fee", "percent": 50},
}
Person = dict[str, Any]


@pytest.fixture(scope="module")
def office(deployed: Deployed) -> dict[str, str]:
    return deployed.sign_in(SLUG, "admin")


@pytest.fixture(scope="module")
def policy(deployed: Deployed, office: dict[str, str]) -> Person:
    """The school's policy with a late fee, in force."""
    before = deployed.get("/v1/cancellation-policy", office)
    body = LATE_FEE | {"version": before["version"]}
    reply = deployed.http.put(f"{deployed.api}/v1/cancellation-policy", headers=office, json=body)
    assert reply.status_code == 200, reply.text
    after: Person = reply.json()
    return after


class House:
    """A family of its own with a child who is taught a new course."""

    def __init__(self, deployed: Deployed, office: dict[str, str]) -> None:
        self.deployed, self.office, mark = deployed, office, token_hex(4)
        studio = deployed.get("/v1/studio", office)
        price = {"amount": 4999, "currency": studio["currency"]}
        family = self.add("/v1/families", name=mark)
        person = {"family_name": mark, "family_id": family["id"]}
        self.email = f"{mark}@families.test"
        self.guardian = self.add("/v1/guardians", given_name="Ute", email=self.email, **person)
        self.student = self.add("/v1/students", given_name="Pia", birth_date="2015-06-07", **person)
        self.teacher = self.add("/v1/teachers", display_name=mark, instruments=["harp"])
        course = {"name": f"Harp {mark}", "kind": "private", "instrument": "harp", "price": price}
        self.course = self.add("/v1/courses", tax_basis_points=2000, is_published=False, **course)

    def add(self, path: str, **body: Any) -> Person:
        return self.deployed.post(path, self.office, body)

    def book(self, hours: float, **more: Any) -> Person:
        """A lesson so many hours from now, on the quarter hour."""
        now = datetime.now(UTC) + timedelta(hours=hours)
        at = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        usual = {
            "course_id": self.course["id"],
            "teacher_id": self.teacher["id"],
            "student_ids": [self.student["id"]],
            "starts_at": at.isoformat(),
            "minutes": 45,
            "overrides_rules": True,
        }
        return self.add("/v1/bookings", **(usual | more))

    def cancel(self, lesson: Person, by: dict[str, str], reason: str = "travel") -> Person:
        path = f"/v1/lessons/{lesson['id']}/cancel"
        part: Person = self.deployed.post(path, by, {"reason": reason})["parts"][0]
        return part

    @property
    def balance(self) -> dict[str, int]:
        found: dict[str, int] = self.deployed.get(f"/v1/students/{self.student['id']}/credits", self.office)[
            "balance"
        ]
        return found

    def sign_in(self) -> dict[str, str]:
        """The guardian accepts an invitation and signs in."""
        from tests.support.letters import invitation_token

        roles = {"roles": ["guardian"], "person_id": self.guardian["id"]}
        self.add("/v1/invitations", email=self.email, **roles)
        token = invitation_token(self.deployed, self.email)
        secret = {"password": "Harp-of-the-house-1"}
        named = secret | {"given_name": "Ute", "family_name": "Harfe"}
        self.deployed.post(f"/v1/public/invitations/{token}/sign-up", {}, named)
        signed = self.deployed.post("/v1/auth/sign-in", {}, secret | {"email": self.email})
        return {"authorization": f"Bearer {signed['access_token']}"}


@pytest.fixture(scope="module")
def house(deployed: Deployed, office: dict[str, str]) -> House:
    return House(deployed, office)


@pytest.fixture(scope="module")
def parent(house: House) -> dict[str, str]:
    return house.sign_in()


def test_a_late_cancellation_costs_half_the_lesson_on_an_invoice_and_says_so_by_mail(
    deployed: Deployed, policy: Person, house: House, parent: dict[str, str]
) -> None:
    lesson = house.book(2)
    ahead = deployed.get(f"/v1/lessons/{lesson['id']}/cancellation-preview", parent)["parts"][0]
    part = house.cancel(lesson, parent)
    assert ahead["fee"]["amount"] == part["fee"]["amount"] == 2500
    invoices = eventually(lambda: deployed.get("/v1/invoices", parent)["items"], bool)
    assert [(one["total"]["amount"], one["tax"]["amount"]) for one in invoices] == [(2500, 417)]
    mails = eventually(lambda: _notices(deployed, house.email), bool)
    assert "a fee of 25.00" in mails[0]["BodyText"]


def test_a_lesson_cancelled_in_time_is_made_up_and_comes_back_when_the_school_cancels_that(
    policy: Person, house: House, office: dict[str, str], parent: dict[str, str]
) -> None:
    lesson = house.book(40 + randbelow(20))
    assert house.cancel(lesson, parent)["outcome"] == "credit"
    assert house.balance["open"] == 45
    makeup = house.book(70, purpose="makeup", minutes=30, overrides_rules=False, **_open_hours(house))
    assert house.balance == {"issued": 45, "spent": 30, "expired": 0, "revoked": 0, "open": 15}
    back = house.cancel(makeup, office, "closure")
    assert (back["restored_minutes"], house.balance["open"]) == (30, 45)


def test_the_policy_is_tried_on_what_was_cancelled(
    deployed: Deployed, policy: Person, house: House, office: dict[str, str], parent: dict[str, str]
) -> None:
    house.cancel(house.book(3), parent)
    today = datetime.now(UTC).date()
    days = {"from_on": str(today - timedelta(days=1)), "until_on": str(today + timedelta(days=2))}
    trial = {"policy": {"otherwise": {"outcome": "waive"}}} | days
    replay = deployed.post("/v1/cancellation-policy/dry-run", office, trial)
    own = [row for row in replay["rows"] if row["student_id"] == house.student["id"]]
    assert {row["new"]["outcome"] for row in own} == {"waive"}
    assert "fee" in {row["old"]["outcome"] for row in own}
    assert replay["new"]["fees"]["amount"] == 0 < replay["old"]["fees"]["amount"]


def _notices(deployed: Deployed, address: str) -> list[Person]:
    return [mail for mail in letters_to(deployed, address) if mail["Subject"].startswith("Cancelled:")]


def _open_hours(house: House) -> dict[str, Any]:
    """The teacher is there all week, so that the makeup keeps to the rules of booking."""
    week = [
        {"weekday": day, "starts": "00:00", "ends": "23:45", "zone": "UTC"}
        for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    ]
    path = f"{house.deployed.api}/v1/teachers/{house.teacher['id']}/availability"
    body = {"availability": week, "version": house.teacher["version"]}
    reply = house.deployed.http.put(path, headers=house.office, json=body)
    assert reply.status_code == 200, reply.text
    at = (datetime.now(UTC) + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    return {"starts_at": at.isoformat()}
