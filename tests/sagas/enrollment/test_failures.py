"""Whatever step fails, before its work or after it: everything is undone, and no money is kept."""

import json

import pytest

from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.remains import Remains
from tests.support.saga_walk import Fault
from tutti.enrollment.course import CourseKind
from tutti.people.teaching import unassigning

KINDS = [CourseKind.PRIVATE, CourseKind.COHORT]
BEFORE_PAYMENT = (
    "ValidateEnrollment",
    "HoldPlace",
    "OpenAccounts",
    "IssueInvoice",
    "OpenCheckout",
    "AwaitPayment",
)
AFTER_PAYMENT = ("ConfirmEnrollment", "AssignTeacher", "ScheduleFirstLesson", "ScheduleReminders")
UNDONE_BEFORE = ("VoidInvoice", "CloseAccounts", "ReleasePlace", "CloseEnrollment")
UNDONE_AFTER = ("RemoveReminders", "CancelFirstLesson", "UnassignTeacher", "RefundPayment", *UNDONE_BEFORE)


def an_offer(enrolling: Enrolling, kind: CourseKind) -> str:
    course = a_course(enrolling.school, kind)
    if kind is CourseKind.COHORT:
        a_cohort(enrolling.school, course)
    else:
        a_piano_teacher(enrolling.school)
    return course.id


def _enrol(enrolling: Enrolling, course_id: str, **faults: Fault) -> Application:
    applied = enrolling.apply(course_id, faults=faults)
    return applied.pays().goes_on() if applied.walk.waits else applied


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("step", BEFORE_PAYMENT)
def test_a_step_that_fails_before_the_payment_leaves_nothing(
    enrolling: Enrolling, step: str, is_after: bool, kind: CourseKind
) -> None:
    course_id = an_offer(enrolling, kind)
    before = Remains.of(enrolling.paper)
    applied = _enrol(enrolling, course_id, **{step: Fault(is_after=is_after)})
    assert (applied.walk.at, applied.state) == ("EnrollmentFailed", "failed")
    assert Remains.of(enrolling.paper).since(before) == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("step", AFTER_PAYMENT)
def test_a_step_that_fails_after_the_payment_leaves_nothing_and_the_money_goes_back(
    enrolling: Enrolling, step: str, is_after: bool, kind: CourseKind
) -> None:
    course_id = an_offer(enrolling, kind)
    before = Remains.of(enrolling.paper)
    applied = _enrol(enrolling, course_id, **{step: Fault(is_after=is_after)})
    assert (applied.walk.at, applied.state) == ("NotEnrolled", "refunded")
    assert Remains.of(enrolling.paper).since(before) == {}
    assert (applied.kept_by_stripe, applied.invoice_state) == (0, "refunded")


@pytest.mark.parametrize("kind", KINDS)
def test_an_activation_that_was_never_written_is_undone(enrolling: Enrolling, kind: CourseKind) -> None:
    course_id = an_offer(enrolling, kind)
    before = Remains.of(enrolling.paper)
    applied = _enrol(enrolling, course_id, ActivateEnrollment=Fault())
    assert (applied.state, applied.kept_by_stripe) == ("refunded", 0)
    assert Remains.of(enrolling.paper).since(before) == {}


def test_an_activation_that_was_written_stands(enrolling: Enrolling) -> None:
    applied = _enrol(
        enrolling, an_offer(enrolling, CourseKind.PRIVATE), ActivateEnrollment=Fault(is_after=True)
    )
    assert (applied.walk.at, applied.state) == ("Enrolled", "active")


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("undo", UNDONE_AFTER)
def test_an_undo_that_fails_at_first_is_repeated(enrolling: Enrolling, undo: str, is_after: bool) -> None:
    course_id = an_offer(enrolling, CourseKind.PRIVATE)
    before = Remains.of(enrolling.paper)
    faults = {undo: Fault(is_after=is_after, times=2), "ActivateEnrollment": Fault()}
    applied = _enrol(enrolling, course_id, **faults)
    assert (applied.walk.at, applied.kept_by_stripe) == ("NotEnrolled", 0)
    assert Remains.of(enrolling.paper).since(before) == {}


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("undo", ["ExpireCheckout", *UNDONE_BEFORE])
def test_an_undo_before_the_payment_that_fails_at_first_is_repeated(
    enrolling: Enrolling, undo: str, is_after: bool
) -> None:
    course_id = an_offer(enrolling, CourseKind.COHORT)
    before = Remains.of(enrolling.paper)
    faults = {undo: Fault(is_after=is_after, times=2), "AwaitPayment": Fault(is_after=True)}
    applied = _enrol(enrolling, course_id, **faults)
    assert (applied.walk.at, applied.state) == ("EnrollmentFailed", "failed")
    assert Remains.of(enrolling.paper).since(before) == {}


def test_an_undo_that_keeps_failing_stops_the_saga_for_a_person_to_look(enrolling: Enrolling) -> None:
    faults = {"OpenAccounts": Fault(), "ReleasePlace": Fault()}
    applied = _enrol(enrolling, an_offer(enrolling, CourseKind.PRIVATE), **faults)
    assert applied.walk.at == "UndoFailed"
    assert applied.walk.visited.count("ReleasePlace") == 6


def test_classmates_keep_their_reminders(enrolling: Enrolling) -> None:
    course_id = an_offer(enrolling, CourseKind.COHORT)
    assert _enrol(enrolling, course_id).state == "active"
    planned = enrolling.paper.schedules()
    assert _enrol(enrolling, course_id, ActivateEnrollment=Fault()).state == "refunded"
    assert enrolling.paper.schedules() == planned != []


def test_a_student_whom_the_office_took_from_the_teacher_meanwhile_is_no_obstacle(
    enrolling: Enrolling,
) -> None:
    course_id = an_offer(enrolling, CourseKind.PRIVATE)
    faults = {"ScheduleFirstLesson": Fault(), "UnassignTeacher": Fault()}
    applied = _enrol(enrolling, course_id, **faults)
    tenant, stuck = enrolling.school.tenant, applied.enrollment
    tenant.table.write(unassigning(tenant, stuck.teacher_id or "", stuck.student_id))
    applied.walk.at, applied.walk.faults = "UnassignTeacher", {}
    assert applied.goes_on().state == "refunded"


@pytest.mark.parametrize("step", ["OpenAccounts", "AssignTeacher"])
def test_families_never_read_what_broke(enrolling: Enrolling, step: str) -> None:
    course_id = an_offer(enrolling, CourseKind.PRIVATE)
    applied = _enrol(enrolling, course_id, **{step: Fault("ZeroDivisionError")})
    status = applied.status
    assert status["problem"]["code"] == "StepFailed"
    assert "ZeroDivisionError" not in json.dumps(status)


def test_the_steps_of_a_refunded_enrolment_read_sensibly(enrolling: Enrolling) -> None:
    course_id = an_offer(enrolling, CourseKind.PRIVATE)
    applied = _enrol(enrolling, course_id, ScheduleFirstLesson=Fault())
    assert [(one["name"], one["state"]) for one in applied.status["steps"]] == [
        ("ValidateEnrollment", "done"),
        ("HoldPlace", "undone"),
        ("OpenAccounts", "undone"),
        ("IssueInvoice", "undone"),
        ("OpenCheckout", "done"),
        ("AwaitPayment", "done"),
        ("ConfirmEnrollment", "undone"),
        ("AssignTeacher", "undone"),
        ("ScheduleFirstLesson", "failed"),
        ("RefundPayment", "done"),
    ]
    assert applied.step("ScheduleFirstLesson") == ("failed", "This did not come about.")
    assert applied.status["problem"]["detail"] == "What was paid goes back in full."


def test_a_waitlist_that_cannot_be_joined_ends_the_enrolment(enrolling: Enrolling) -> None:
    course = a_course(enrolling.school)
    before = Remains.of(enrolling.paper)
    applied = enrolling.apply(course.id, faults={"JoinWaitlist": Fault(is_after=True)})
    assert (applied.walk.at, applied.state) == ("EnrollmentFailed", "failed")
    assert Remains.of(enrolling.paper).since(before) == {}
