"""Forty parents want the last seat of a cohort at the same time."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.deployed import Application, Deployed
from tests.support.one_seat import course_of_one_seat

PARENTS = 40
SLUG = "allegro"


@pytest.fixture(scope="module")
def office(deployed: Deployed) -> dict[str, str]:
    return deployed.sign_in(SLUG, "admin")


@pytest.fixture(scope="module")
def course_id(deployed: Deployed, office: dict[str, str]) -> str:
    """A new course with one cohort of one seat."""
    return course_of_one_seat(deployed, office, "Harp, the only seat", tax_basis_points=1000)


@pytest.fixture(scope="module")
def race(deployed: Deployed, course_id: str) -> list[tuple[Application, dict[str, Any]]]:
    """All forty ask at once, and wait for their answer."""

    def ask(_: int) -> tuple[Application, dict[str, Any]]:
        application = deployed.apply(SLUG, course_id)
        return application, application.until(
            "awaiting_payment", "waitlisted", "failed", seconds=240, pause=2
        )

    with ThreadPoolExecutor(PARENTS) as parents:
        return list(parents.map(ask, range(PARENTS)))


Race = list[tuple[Application, dict[str, Any]]]


def test_one_parent_gets_the_seat(race: Race) -> None:
    states = [status["state"] for _, status in race]
    assert (states.count("awaiting_payment"), states.count("waitlisted")) == (1, PARENTS - 1)


def test_the_others_wait_in_a_total_order(race: Race) -> None:
    waiting = [application for application, status in race if status["state"] == "waitlisted"]
    positions = sorted(application.status["waitlist_position"] for application in waiting)
    assert positions == list(range(1, PARENTS))


def test_who_asked_earlier_waits_further_ahead(race: Race) -> None:
    waiting = [application for application, status in race if status["state"] == "waitlisted"]
    in_line = sorted(waiting, key=lambda application: application.status["waitlist_position"])
    asked = [application.enrollment_id for application in in_line]
    assert asked == sorted(asked)


def test_no_seat_is_oversold(race: Race, deployed: Deployed, course_id: str) -> None:
    offered = next(one for one in deployed.courses(SLUG) if one["id"] == course_id)
    assert (len(race), offered["seats_left"]) == (PARENTS, 0)


def test_nobody_else_is_asked_for_money(race: Race, deployed: Deployed) -> None:
    asked = {session["metadata"]["enrollment_id"] for session in deployed.checkout_sessions()}
    ours = {application.enrollment_id: status["state"] for application, status in race}
    assert [ours[one] for one in asked & ours.keys()] == ["awaiting_payment"]


def test_the_winner_pays_and_is_enrolled(race: Race) -> None:
    winner = next(application for application, status in race if status["state"] == "awaiting_payment")
    winner.pay()
    assert winner.until("active", "refunded", "failed")["state"] == "active"
