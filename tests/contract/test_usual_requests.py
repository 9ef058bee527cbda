"""What the page asks for every day is answered as docs/openapi.json says: each route once, by its success."""

from collections.abc import Mapping
from typing import Any

import pytest
from schemathesis import APIOperation

from tests.contract.operations import CHECKS, OPERATIONS
from tests.support.deployed import PATIENCE
from tests.support.marked_coursework import assigned, drafted
from tests.support.marked_grading import another_comment, another_rubric
from tests.support.marked_school import MarkedSchool
from tests.support.routes import ALL_ROUTES
from tests.support.usual import usual_body

ROUTES = {route.name: route for route in ALL_ROUTES}
CODE = "There is no code to type: test_signing_in goes this way."
REFUSED = {
    "accept_invitation": (409, "The owner is a member already."),
    "answer_challenge": (401, CODE),
    "confirm_sign_up": (422, CODE),
    "complete_lesson": (409, "The lesson has not begun."),
    "confirm_totp": (422, CODE),
    "decide_cancellation": (409, "The policy has decided already."),
    "decline_offer": (409, "No seat is on offer to this enrolment."),
    "decline_lesson": (409, "The lesson is confirmed."),
    "miss_lesson": (409, "The lesson has not begun."),
    "open_video": (409, "The lesson is given in person."),
    "receive_stripe_event": (400, "Only Stripe signs its events."),
    "refresh": (401, "There is no cookie: test_signing_in has one."),
    "remove_family": (409, "The family has a student."),
    "remove_location": (409, "The location has a room."),
    "reset_password": (422, CODE),
    "sign_in": (401, "Nobody has this password."),
}
"""Routes whose usual request cannot succeed here, and why."""


@pytest.fixture(scope="module")
def of_its_own(school: MarkedSchool) -> dict[str, dict[str, str]]:
    """For routes that want one: an open invoice, an unpaid enrolment, an open invitation, an open offer."""
    first, second = (school.enrollment(school.apply(child)) for child in ("Ole", "Uli"))
    begun = school.apply("Pia")
    begun.pay()
    begun.until("active")
    sibling = {"given_name": "Ada", "family_name": school.mark, "birth_date": "2015-02-03"}
    another = school.add("/v1/students", **sibling, family_id=school.ids["family_id"])
    invited = school.add("/v1/invitations", email=school.address("ben"), roles=["teacher"])
    return {
        "pay_invoice": {"invoice_id": first["invoice_id"]},
        "record_manual_payment": {"invoice_id": first["invoice_id"]},
        "cancel_enrollment": {"enrollment_id": second["id"]},
        "withdraw_student": {"enrollment_id": begun.enrollment_id},
        "join_waitlist": {"student_id": another["id"]},
        "accept_seat": school.wait("2040-09-03"),
        "decline_seat": school.wait("2040-09-04"),
        "leave_waitlist": school.wait("2040-09-05"),
        "revoke_invitation": {"invitation_id": invited["id"]},
        "cancel_lesson": {"lesson_id": school.book("2040-06-13")["id"]},
        "revoke_credit": {"credit_id": school.credit()["id"]},
        "remove_comment": another_comment(school),
        "remove_rubric": another_rubric(school),
        "join_lesson": {"lesson_id": school.gather("2040-06-14")["id"]},
        "leave_lesson": {"lesson_id": school.gather("2040-06-15")["id"]},
        "move_lesson": {"lesson_id": school.book("2040-06-05")["id"]},
        "propose_reschedule": {"lesson_id": school.book("2040-06-06")["id"]},
        "accept_reschedule": school.offer("2040-06-07"),
        "decline_reschedule": school.offer("2040-06-08"),
        "withdraw_reschedule": school.offer("2040-06-11"),
        "answer_reschedule": school.offer("2040-06-12"),
        "publish_assignment": {"assignment_id": drafted(school)},
        "remove_assignment": {"assignment_id": drafted(school)},
        "update_work": {"assignment_id": assigned(school)},
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.definition.raw["operationId"])
def test_answers_the_usual_request(
    operation: APIOperation, school: MarkedSchool, of_its_own: Mapping[str, dict[str, str]]
) -> None:
    route = ROUTES[operation.definition.raw["operationId"]]
    ids = school.ids | {"slug": school.slug} | of_its_own.get(route.name, {})
    case = operation.Case(
        path_parameters={name: (ids | school.links)[name] for name in route.path_names},
        query=route.query(school.asked(route.path_names) | ids),
        **_body(usual_body(school, route, ids)),
    )
    reply = case.call(
        base_url=school.deployed.api, headers=school.owner, allow_redirects=False, timeout=PATIENCE
    )
    case.validate_response(reply, checks=CHECKS)
    documented = next(iter(operation.definition.raw["responses"]))
    expected, why = REFUSED.get(route.name, (int(documented), "That is its success."))
    assert reply.status_code == expected, f"{why} {reply.text}"


def _body(body: dict[str, Any] | None) -> dict[str, Any]:
    return {} if body is None else {"body": body, "media_type": "application/json"}
