"""Sagas that died while they held a place: whoever needs it next sets it free, unless it is paid."""

from datetime import datetime, timedelta

import pytest

from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.remains import Remains
from tests.support.saga_walk import Fault
from tutti.enrollment import closing, forsaking, holding, validating
from tutti.enrollment.course import CourseKind
from tutti.enrollment.places import LASTS
from tutti.enrollment.store import EnrollmentStore, NoPlaceLeft
from tutti.kit.clock import utc_now
from tutti.kit.journal import StepState

LATER = LASTS + timedelta(minutes=1)


@pytest.fixture
def course_id(enrolling: Enrolling) -> str:
    a_piano_teacher(enrolling.school)
    return a_course(enrolling.school).id


def test_a_place_that_a_dead_saga_holds_is_free_for_who_asks_next(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    a_cohort(enrolling.school, course, capacity=1)
    before = Remains.of(enrolling.paper)
    dead = enrolling.apply(course.id)
    waiting = enrolling.ask(course.id)
    _validate_and_hold(waiting, at=utc_now() + LATER)
    assert (dead.state, waiting.enrollment.is_done("HoldPlace")) == ("expired", True)
    assert dead.invoice_state == "void"
    closing.close_enrollment(waiting.school.tenant, waiting.enrollment_id, error="Stopped", now=utc_now())
    left = Remains.of(enrolling.paper).since(before)
    assert {key.split()[0] for key in left} <= {"Hold", "Seats", "Busy"}


def test_a_place_that_is_paid_stays_held_however_long(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    a_cohort(enrolling.school, course, capacity=1)
    paid = enrolling.apply(course.id)
    paid.pays()
    waiting = enrolling.ask(course.id)
    with pytest.raises(NoPlaceLeft):
        _validate_and_hold(waiting, at=utc_now() + LATER)
    assert paid.goes_on().state == "active"


def test_a_teachers_hour_that_a_dead_saga_holds_is_free_again(enrolling: Enrolling) -> None:
    a_piano_teacher(enrolling.school, capacity=1)
    course = a_course(enrolling.school)
    dead, waiting = enrolling.apply(course.id), enrolling.ask(course.id)
    with pytest.raises(NoPlaceLeft):
        _validate_and_hold(waiting, at=utc_now())
    _validate_and_hold(waiting, at=utc_now() + LATER)
    assert (dead.state, dead.enrollment.hold) == ("expired", None)
    assert waiting.enrollment.problem is None


def test_a_child_whose_first_saga_died_may_enrol_again(enrolling: Enrolling, course_id: str) -> None:
    dead = enrolling.apply(course_id)
    who = {"student": dead.enrollment.student.model_dump(mode="json")}
    who["guardian"] = dead.enrollment.guardian.model_dump(mode="json")
    again = enrolling.ask(course_id, **who)
    tenant = enrolling.school.tenant
    done = validating.validate_enrollment(tenant, again.enrollment_id, now=utc_now() + LATER)
    assert (done.is_done("ValidateEnrollment"), done.problem, dead.state) == (True, None, "expired")


def test_a_saga_that_lives_after_all_finds_its_place_gone_and_refunds(enrolling: Enrolling) -> None:
    a_piano_teacher(enrolling.school, capacity=1)
    course = a_course(enrolling.school)
    slow = enrolling.apply(course.id)
    waiting = enrolling.ask(course.id)
    session = enrolling.paper.checkout.sessions[slow.session_id]
    _validate_and_hold(waiting, at=utc_now() + LATER)
    enrolling.paper.checkout.sessions[slow.session_id] = session
    slow.pays()
    slow.goes_on()
    assert (slow.state, slow.kept_by_stripe) == ("refunded", 0)
    assert waiting.enrollment.step("HoldPlace").state is StepState.DONE  # type: ignore[union-attr]


def test_who_is_confirmed_is_not_forsaken(enrolling: Enrolling, course_id: str) -> None:
    faults = {"AssignTeacher": Fault(), "UnassignTeacher": Fault()}
    stuck = enrolling.apply(course_id, faults=faults).pays().goes_on()
    assert stuck.walk.at == "UndoFailed"
    assert not forsaking.undo_forsaken(enrolling.school.tenant, now=utc_now() + LATER)
    assert EnrollmentStore(enrolling.school.tenant).get(stuck.enrollment_id).hold


def _validate_and_hold(applied: Application, *, at: datetime) -> None:
    tenant = applied.school.tenant
    validating.validate_enrollment(tenant, applied.enrollment_id, now=utc_now())
    holding.hold_place(tenant, applied.enrollment_id, now=at)
