"""The main job: a family enrols a child, pays, and the child is taught."""

import time
from typing import Any

import pytest

from tests.support.deployed import DECLINED_CARD, Application, Deployed, eventually

SLUG = "forte"


@pytest.fixture(scope="module")
def story(deployed: Deployed) -> dict[str, Any]:
    """A parent opens the page of offers, asks for piano lessons, pays, and waits until it is done."""
    course = deployed.course(SLUG, "private")
    begun = time.monotonic()
    application = deployed.apply(SLUG, course["id"])
    application.until("awaiting_payment")
    asked = time.monotonic()
    paid = application.pay()
    settled = time.monotonic()
    status = application.until("active")
    seconds = (asked - begun) + (time.monotonic() - settled)
    return {"application": application, "paid": paid, "status": status, "course": course, "seconds": seconds}


@pytest.fixture(scope="module")
def office(deployed: Deployed) -> dict[str, str]:
    return deployed.sign_in(SLUG, "admin")


def test_the_checkout_sends_the_payer_back_to_the_page(story: dict[str, Any], deployed: Deployed) -> None:
    assert story["paid"].status_code == 303
    assert story["paid"].headers["location"].startswith(f"{deployed.outputs['page']}/{SLUG}/enrollments/")


def test_the_enrolment_is_active_within_half_a_minute(story: dict[str, Any]) -> None:
    assert (story["status"]["state"], story["seconds"] < 30) == ("active", True), story["seconds"]


def test_the_child_has_a_teacher_and_the_page_says_why(story: dict[str, Any]) -> None:
    assigned = next(step for step in story["status"]["steps"] if step["name"] == "AssignTeacher")
    assert assigned["detail"].startswith(f"{story['status']['teacher']['display_name']}. Score ")


def test_the_child_has_one_confirmed_lesson(
    story: dict[str, Any], deployed: Deployed, office: dict[str, str]
) -> None:
    enrollment = _enrollment(deployed, office, story)
    reply = deployed.http.get(
        f"{deployed.api}/v1/calendar", params={"person_id": enrollment["student_id"]}, headers=office
    )
    lessons = [(one["id"], one["status"]) for one in reply.json()["items"]]
    assert lessons == [(story["status"]["first_lesson"]["id"], "confirmed")]


def test_the_family_has_one_paid_invoice(
    story: dict[str, Any], deployed: Deployed, office: dict[str, str]
) -> None:
    enrollment = _enrollment(deployed, office, story)
    reply = deployed.http.get(f"{deployed.api}/v1/invoices/{enrollment['invoice_id']}", headers=office)
    invoice = reply.json()
    assert (invoice["state"], invoice["total"]) == ("paid", story["course"]["price"])


def test_one_reminder_is_planned(story: dict[str, Any], deployed: Deployed) -> None:
    lesson_id = story["status"]["first_lesson"]["id"]
    assert len([name for name in deployed.schedules() if lesson_id in name]) == 1


def test_the_family_is_welcomed_and_the_teacher_told(story: dict[str, Any], deployed: Deployed) -> None:
    application = story["application"]
    mails = eventually(lambda: deployed.mails_about(application.child), lambda found: len(found) > 1)
    assert sorted(mail["To"] == [application.email] for mail in mails) == [False, True]


def test_a_declined_card_is_told_on_the_page_and_another_may_be_tried(deployed: Deployed) -> None:
    application = _waiting_for_payment(deployed)
    declined = application.pay(DECLINED_CARD)
    assert "declined" in declined.text
    assert application.pay().status_code == 303
    assert application.until("active")["state"] == "active"


def test_a_payer_who_leaves_ends_the_enrolment(deployed: Deployed) -> None:
    application = _waiting_for_payment(deployed)
    application.leave()
    status = application.until("cancelled", "failed")
    assert (status["state"], status["problem"]["code"]) == ("cancelled", "CheckoutCancelled")


def test_a_child_under_five_stops_at_validation_with_the_reason(deployed: Deployed) -> None:
    course = deployed.course(SLUG, "private")
    child = {"given_name": "Mo", "family_name": "Klein", "birth_date": "2023-01-01"}
    status = deployed.apply(SLUG, course["id"], student=child).until("rejected", "failed")
    assert (status["state"], status["problem"]["code"]) == ("rejected", "TooYoung")
    assert "at least 5 years old" in status["problem"]["detail"]


def test_a_full_cohort_ends_on_the_waitlist_with_a_position(deployed: Deployed) -> None:
    course = deployed.course(SLUG, "cohort", is_full=True)
    first = deployed.apply(SLUG, course["id"]).until("waitlisted", "failed")
    second = deployed.apply(SLUG, course["id"]).until("waitlisted", "failed")
    assert second["waitlist_position"] == first["waitlist_position"] + 1


def _waiting_for_payment(deployed: Deployed) -> Application:
    application = deployed.apply(SLUG, deployed.course(SLUG, "private")["id"])
    application.until("awaiting_payment")
    return application


def _enrollment(deployed: Deployed, office: dict[str, str], story: dict[str, Any]) -> dict[str, Any]:
    url = f"{deployed.api}/v1/enrollments/{story['application'].enrollment_id}"
    found: dict[str, Any] = deployed.http.get(url, headers=office).json()
    return found
