"""A full cohort, three families in line: one leaves, the next is asked by mail, accepts, pays and begins."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.deployed import Application, Deployed, eventually
from tests.support.one_seat import course_of_one_seat

SLUG = "allegro"


@pytest.fixture(scope="module")
def office(deployed: Deployed) -> dict[str, str]:
    return deployed.sign_in(SLUG, "admin")


@pytest.fixture(scope="module")
def course_id(deployed: Deployed, office: dict[str, str]) -> str:
    """A new course with one cohort of one seat."""
    return course_of_one_seat(deployed, office, "Viola, one seat")


@pytest.fixture(scope="module")
def leaver(deployed: Deployed, course_id: str) -> Application:
    """Who has the seat, paid and active."""
    applied = deployed.apply(SLUG, course_id)
    applied.until("awaiting_payment", "failed")
    applied.pay()
    assert applied.until("active", "failed")["state"] == "active"
    return applied


@pytest.fixture(scope="module")
def waiting(deployed: Deployed, course_id: str, leaver: Application) -> list[Application]:
    """Three families in line, in the order in which they asked."""
    asked = []
    for _ in range(3):
        asked.append(deployed.apply(SLUG, course_id))
        asked[-1].until("waitlisted", "failed")
    return asked


@pytest.fixture(scope="module")
def first(
    deployed: Deployed, office: dict[str, str], leaver: Application, waiting: list[Application]
) -> Application:
    """The first in line, once somebody has left the cohort."""
    left = deployed.post(f"/v1/enrollments/{leaver.enrollment_id}/withdraw", office)
    assert left["state"] == "cancelled"
    return waiting[0]


def _offer(application: Application) -> dict[str, Any]:
    status = eventually(
        lambda: application.status, lambda found: "offer" in found.get("waitlist", {}), seconds=60
    )
    found: dict[str, Any] = status["waitlist"]["offer"]
    return found


def _answer(deployed: Deployed, application: Application, verb: str) -> int:
    address, _, query = application.status_url.partition("?")
    return deployed.http.post(f"{address}/{verb}-offer?{query}").status_code


def _hurry(deployed: Deployed, offer: dict[str, Any]) -> None:
    """Let the clock of this offer ring now: its time is past, and the schedule wakes us in two seconds."""
    table, scheduler = deployed.cloud.client("dynamodb"), deployed.cloud.client("scheduler")
    over = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
    said = offer["expires_at"]
    for item in deployed.items():
        if item["kind"]["S"] in ("WaitlistLine", "SeatOffer") and offer["id"] in item["body"]["S"]:
            body = item["body"]["S"].replace(said, over.isoformat().replace("+00:00", "Z"))
            table.put_item(TableName="tutti-local", Item=item | {"body": {"S": body}})
    [name] = [one for one in deployed.schedules() if offer["id"] in one]
    found = scheduler.get_schedule(Name=name, GroupName="tutti-local")
    soon = datetime.now(UTC) + timedelta(seconds=2)
    scheduler.update_schedule(
        Name=name,
        GroupName="tutti-local",
        ScheduleExpression=f"at({soon:%Y-%m-%dT%H:%M:%S})",
        ScheduleExpressionTimezone="UTC",
        FlexibleTimeWindow={"Mode": "OFF"},
        ActionAfterCompletion="DELETE",
        Target=found["Target"],
    )


def test_the_first_in_line_is_offered_the_seat_and_the_others_read_why_they_wait(
    first: Application, waiting: list[Application]
) -> None:
    offer = _offer(first)
    assert offer["seats"] == 1
    second, third = (one.status["waitlist"] for one in waiting[1:])
    assert second["explained"].startswith("1 family before you; 1 seat is on offer until ")
    assert (second["position"], third["position"]) == (2, 3)


def test_a_mail_brings_the_link(deployed: Deployed, first: Application) -> None:
    mails = eventually(
        lambda: [one for one in deployed.mails_about(first.child) if "come free" in one["Subject"]], bool
    )
    [mail] = mails
    assert mail["To"] == [first.email]
    assert f"enrollments/{first.enrollment_id}?token=" in mail["BodyText"]


def test_nobody_from_outside_gets_the_seat_that_is_on_offer(
    deployed: Deployed, first: Application, course_id: str
) -> None:
    stranger = deployed.apply(SLUG, course_id)
    assert stranger.until("waitlisted", "awaiting_payment")["state"] == "waitlisted"
    assert stranger.status["waitlist_position"] == 4


def test_who_accepts_by_link_pays_and_begins(deployed: Deployed, first: Application) -> None:
    _offer(first)
    assert _answer(deployed, first, "accept") == 200
    first.until("awaiting_payment", "failed")
    first.pay()
    assert first.until("active", "failed", "refunded")["state"] == "active"


def test_an_offer_that_lapses_goes_to_the_next(
    deployed: Deployed, office: dict[str, str], first: Application, waiting: list[Application]
) -> None:
    second, third = waiting[1:]
    deployed.post(f"/v1/enrollments/{first.enrollment_id}/withdraw", office)
    offer = _offer(second)
    eventually(deployed.schedules, lambda names: any(offer["id"] in one for one in names))
    _hurry(deployed, offer)
    ended = second.until("expired", "failed")
    assert ended["problem"]["code"] == "OfferLapsed"
    assert _offer(third)["id"] != offer["id"]
    assert _answer(deployed, second, "accept") == 409


def test_the_next_one_takes_it(deployed: Deployed, waiting: list[Application]) -> None:
    third = waiting[2]
    assert _answer(deployed, third, "accept") == 200
    third.until("awaiting_payment", "failed")
    third.pay()
    assert third.until("active", "failed", "refunded")["state"] == "active"
