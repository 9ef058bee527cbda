"""How enrolments end that do not become active: in line, unpaid, left, too late, refused."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.bills import told_names
from tests.support.door import Call
from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.remains import Remains
from tests.support.saga_walk import Fault
from tutti.enrollment import holding, validating
from tutti.enrollment.course import CourseKind
from tutti.enrollment.store import NoPlaceLeft
from tutti.kit.clock import local_date, utc_now


@pytest.fixture
def course_id(enrolling: Enrolling) -> str:
    a_piano_teacher(enrolling.school)
    return a_course(enrolling.school).id


def _ending(applied: Application) -> tuple[str, str, str]:
    return applied.walk.at, applied.state, applied.status["problem"]["code"]


def test_a_full_cohort_ends_in_line_in_the_order_of_the_requests(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    a_cohort(enrolling.school, course, capacity=1)
    assert enrolling.apply(course.id).state == "awaiting_payment"
    requests = [enrolling.ask(course.id) for _ in range(3)]
    requests.sort(key=lambda one: one.enrollment_id)
    for applied in reversed(requests):
        assert applied.goes_on().walk.at == "Waitlisted"
    assert [applied.status["waitlist_position"] for applied in requests] == [1, 2, 3]
    assert "problem" not in requests[0].status


def test_no_teacher_ends_in_line(enrolling: Enrolling) -> None:
    applied = enrolling.apply(a_course(enrolling.school).id)
    assert (applied.state, applied.status["waitlist_position"]) == ("waitlisted", 1)
    assert told_names(enrolling.school)["EnrollmentWaitlisted"] == 1


def test_a_cohort_whose_sessions_are_over_ends_in_line(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    a_cohort(enrolling.school, course)
    applied = enrolling.ask(course.id)
    tenant, later = enrolling.school.tenant, utc_now() + timedelta(days=60)
    validating.validate_enrollment(tenant, applied.enrollment_id, now=later)
    with pytest.raises(NoPlaceLeft):
        holding.hold_place(tenant, applied.enrollment_id, now=later)
    assert validating.join_waitlist(tenant, applied.enrollment_id, now=later).state == "waitlisted"


def test_full_teachers_end_in_line(enrolling: Enrolling) -> None:
    a_piano_teacher(enrolling.school, capacity=1)
    a_piano_teacher(enrolling.school, "Vera Viel", capacity=1)
    course = a_course(enrolling.school)
    states = [enrolling.apply(course.id).state for _ in range(3)]
    assert states == ["awaiting_payment", "awaiting_payment", "waitlisted"]


def test_who_leaves_the_line_makes_room_for_those_behind(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school)
    first, second = sorted((enrolling.apply(course.id) for _ in "12"), key=lambda one: one.enrollment_id)
    reply = Call().cancel_enrollment(by=enrolling.school.admin, enrollment_id=first.enrollment_id)
    assert (reply["state"], reply["problem"]["code"]) == ("cancelled", "LeftWaitlist")
    assert second.status["waitlist_position"] == 1


def test_a_checkout_that_lapses_leaves_nothing(enrolling: Enrolling, course_id: str) -> None:
    before = Remains.of(enrolling.paper)
    applied = enrolling.apply(course_id).lapses().goes_on()
    assert _ending(applied) == ("NotEnrolled", "expired", "CheckoutExpired")
    assert Remains.of(enrolling.paper).since(before) == {}
    assert applied.step("AwaitPayment") == ("undone", "Nobody paid.")


def test_our_own_time_limit_ends_it_when_no_word_comes(enrolling: Enrolling, course_id: str) -> None:
    before = Remains.of(enrolling.paper)
    applied = enrolling.apply(course_id)
    applied.walk.time_out()
    assert _ending(applied.goes_on()) == ("NotEnrolled", "expired", "CheckoutExpired")
    assert Remains.of(enrolling.paper).since(before) == {}


def test_a_step_that_takes_too_long_is_our_failure_not_the_familys(
    enrolling: Enrolling, course_id: str
) -> None:
    applied = enrolling.apply(course_id, faults={"OpenAccounts": Fault("States.Timeout", is_after=True)})
    assert _ending(applied) == ("EnrollmentFailed", "failed", "StepFailed")


def test_a_payer_who_leaves_ends_it(enrolling: Enrolling, course_id: str) -> None:
    before = Remains.of(enrolling.paper)
    applied = enrolling.apply(course_id)
    assert applied.leaves().status == 303
    assert _ending(applied.goes_on()) == ("NotEnrolled", "cancelled", "CheckoutCancelled")
    assert Remains.of(enrolling.paper).since(before) == {}
    assert applied.leaves().status == 303


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"accepted_terms": False}, "TermsNotAccepted"),
        ({"consent": False}, "ConsentMissing"),
        (
            {"student": {"given_name": "Mo", "family_name": "K", "birth_date": "2199-01-01"}},
            "BirthDateImpossible",
        ),
    ],
)
def test_a_rule_that_is_broken_rejects(
    enrolling: Enrolling, course_id: str, changes: dict[str, Any], code: str
) -> None:
    before = Remains.of(enrolling.paper)
    applied = enrolling.apply(course_id, **changes)
    assert _ending(applied) == ("NotEnrolled", "rejected", code)
    assert applied.step("ValidateEnrollment")[0] == "failed"
    assert Remains.of(enrolling.paper).since(before) == {}


def test_age_counts_on_the_first_day_not_on_the_day_of_the_request(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    a_cohort(enrolling.school, course)
    today = local_date(utc_now(), enrolling.school.studio.time_zone)
    birthday = today + timedelta(days=5)
    born = birthday.replace(year=birthday.year - 5, day=min(birthday.day, 28)).isoformat()
    applied = enrolling.apply(course.id, student={"given_name": "Mo", "family_name": "K", "birth_date": born})
    assert applied.state == "awaiting_payment"
    assert applied.step("ValidateEnrollment") == ("done", "5 years old; terms accepted.")


def test_a_child_that_has_a_lesson_then_cannot_sit_in_the_cohort(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    a_cohort(enrolling.school, course)
    other = a_course(enrolling.school, CourseKind.COHORT, name="Theory")
    a_cohort(enrolling.school, other)
    first = enrolling.apply(course.id).pays().goes_on()
    again = enrolling.apply(
        other.id,
        student=first.enrollment.student.model_dump(mode="json"),
        guardian=first.enrollment.guardian.model_dump(mode="json"),
    )
    assert _ending(again) == ("NotEnrolled", "rejected", "StudentBusy")
