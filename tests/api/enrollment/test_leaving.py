"""Leaving: from Stripe's page by its back link, and by the doors of family and office."""

import pytest

from tests.support.door import Call
from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_course, a_piano_teacher
from tests.support.people import a_family, a_guardian
from tests.support.school import School
from tutti.kit.ids import new_id
from tutti.kit.role import Role


@pytest.fixture
def unpaid(enrolling: Enrolling) -> Application:
    a_piano_teacher(enrolling.school)
    return enrolling.apply(a_course(enrolling.school).id)


def test_the_back_link_ends_the_enrolment_and_leads_to_the_page(unpaid: Application) -> None:
    reply = unpaid.leaves()
    slug = unpaid.school.studio.slug
    assert (reply.status, unpaid.goes_on().state) == (303, "cancelled")
    assert reply.headers["location"] == (
        f"https://tutti.test/{slug}/enrollments/{unpaid.enrollment_id}?token={unpaid.token}"
    )


def test_the_back_link_of_an_active_enrolment_changes_nothing(unpaid: Application) -> None:
    unpaid.pays().goes_on()
    assert unpaid.leaves().status == 303
    assert unpaid.state == "active"


def test_the_back_link_needs_the_token(unpaid: Application, call: Call, allegro: School) -> None:
    for slug, token in ((unpaid.school.studio.slug, "x" * 32), (allegro.studio.slug, unpaid.token)):
        reply = call.leave_checkout(slug=slug, enrollment_id=unpaid.enrollment_id, query={"token": token})
        assert reply.problem == "NoSuchEnrollment"
    assert unpaid.walk.waits


def test_the_office_cancels_what_nobody_has_paid(unpaid: Application, call: Call) -> None:
    reply = call.cancel_enrollment(by=unpaid.school.admin, enrollment_id=unpaid.enrollment_id)
    assert reply.status == 200
    assert unpaid.goes_on().state == "cancelled"


def test_the_guardian_cancels_the_own_enrolment_only(unpaid: Application, call: Call) -> None:
    own = unpaid.school.caller(Role.GUARDIAN, unpaid.enrollment.guardian_id)
    stranger = a_guardian(unpaid.school, a_family(unpaid.school))
    other = unpaid.school.caller(Role.GUARDIAN, stranger.id)
    assert call.cancel_enrollment(by=other, enrollment_id=unpaid.enrollment_id).problem == "NoSuchEnrollment"
    assert call.cancel_enrollment(by=own, enrollment_id=unpaid.enrollment_id).status == 200
    assert unpaid.goes_on().state == "cancelled"


def test_what_is_paid_is_not_cancelled_here(unpaid: Application, call: Call) -> None:
    unpaid.pays().goes_on()
    reply = call.cancel_enrollment(by=unpaid.school.admin, enrollment_id=unpaid.enrollment_id)
    assert (reply.status, reply.problem, unpaid.state) == (409, "TooLateToCancel", "active")


def test_teachers_and_students_cancel_nothing(unpaid: Application, call: Call) -> None:
    for caller in (unpaid.school.teacher, unpaid.school.student):
        assert call.cancel_enrollment(by=caller, enrollment_id=unpaid.enrollment_id).status == 403


def test_an_enrolment_of_another_school_is_not_found(
    unpaid: Application, call: Call, allegro: School
) -> None:
    for enrollment_id in (unpaid.enrollment_id, new_id("enr")):
        reply = call.cancel_enrollment(by=allegro.owner, enrollment_id=enrollment_id)
        assert reply.problem == "NoSuchEnrollment"
    assert unpaid.walk.waits
