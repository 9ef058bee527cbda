"""Steps that run twice, and steps that wake after their undo: nothing is done twice, and nothing kept."""

from typing import Any

import pytest

from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.remains import Remains
from tests.support.saga_walk import Fault, handler_of
from tutti.billing import service as billing
from tutti.billing.provider import ProviderUnavailable
from tutti.enrollment import paying
from tutti.enrollment.course import CourseKind
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.clock import utc_now

FORWARD = (
    "ValidateEnrollment",
    "HoldPlace",
    "OpenAccounts",
    "IssueInvoice",
    "OpenCheckout",
    "ConfirmEnrollment",
    "AssignTeacher",
    "ScheduleFirstLesson",
    "ScheduleReminders",
    "ActivateEnrollment",
)


@pytest.fixture
def course_id(enrolling: Enrolling) -> str:
    a_piano_teacher(enrolling.school)
    return a_course(enrolling.school).id


def _run(applied: Application, step: str) -> str | None:
    """Run one step beside its saga; the name under which it is refused."""
    walk = applied.walk
    try:
        handler_of(step)(
            {"studio_id": walk.data["studio_id"], "enrollment_id": walk.data["enrollment_id"], "token": "t"},
            _Context(),
        )
    except Exception as error:  # noqa: BLE001 - its name is what Step Functions would see
        return type(error).__name__
    return None


class _Context:
    aws_request_id = "req"


@pytest.mark.parametrize("kind", [CourseKind.PRIVATE, CourseKind.COHORT])
def test_steps_whose_answers_are_lost_do_nothing_twice(enrolling: Enrolling, kind: CourseKind) -> None:
    course = a_course(enrolling.school, kind)
    a_cohort(enrolling.school, course) if kind is CourseKind.COHORT else a_piano_teacher(enrolling.school)
    faults = {step: Fault("Lambda.ServiceException", is_after=True, times=2) for step in FORWARD}
    applied = enrolling.apply(course.id, faults=faults).pays().goes_on()
    remains = Remains.of(enrolling.paper)
    assert (applied.state, applied.walk.visited.count("HoldPlace")) == ("active", 3)
    counts = [value for key, value in remains.items.items() if key.split()[0] in ("Seats", "Load", "Uses")]
    assert set(counts) <= {0, 1}
    assert len(enrolling.paper.checkout.sessions) == 1


@pytest.mark.parametrize("step", FORWARD)
def test_a_step_that_runs_again_at_the_end_changes_nothing(
    enrolling: Enrolling, course_id: str, step: str
) -> None:
    applied = enrolling.apply(course_id).pays().goes_on()
    before = Remains.of(enrolling.paper)
    assert _run(applied, step) is None
    assert Remains.of(enrolling.paper).since(before) == {}
    assert applied.state == "active"


@pytest.mark.parametrize("step", ["HoldPlace", "OpenAccounts", "IssueInvoice", "OpenCheckout"])
def test_a_step_that_wakes_after_its_undo_leaves_nothing(
    enrolling: Enrolling, course_id: str, step: str
) -> None:
    before = Remains.of(enrolling.paper)
    applied = enrolling.apply(course_id, faults={step: Fault("States.Timeout")})
    assert applied.state == "failed"
    assert _run(applied, step) == "EnrollmentEnding"
    assert Remains.of(enrolling.paper).since(before) == {}


def test_an_invoice_that_is_being_issued_while_it_is_voided_is_not_issued(
    enrolling: Enrolling, course_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = enrolling.apply(course_id, faults={"IssueInvoice": Fault(), "VoidInvoice": Fault()})
    before = Remains.of(enrolling.paper)
    real = billing.tuition_lines

    def after_the_undo(*args: Any) -> Any:
        paying.void_invoice(enrolling.school.tenant, applied.enrollment_id, now=utc_now())
        return real(*args)

    monkeypatch.setattr(billing, "tuition_lines", after_the_undo)
    assert _run(applied, "IssueInvoice") == "EnrollmentEnding"
    assert Remains.of(enrolling.paper).since(before) == {}


def test_a_step_that_wakes_between_two_undos_leaves_nothing(enrolling: Enrolling, course_id: str) -> None:
    faults = {"IssueInvoice": Fault("States.Timeout"), "CloseAccounts": Fault()}
    before = Remains.of(enrolling.paper)
    applied = enrolling.apply(course_id, faults=faults)
    assert applied.walk.at == "UndoFailed"
    assert _run(applied, "IssueInvoice") == "EnrollmentEnding"
    applied.walk.faults, applied.walk.at = {}, "CloseAccounts"
    applied.goes_on()
    assert Remains.of(enrolling.paper).since(before) == {}


def test_an_activation_that_wakes_after_the_outcome_was_found_is_refused(
    enrolling: Enrolling, course_id: str
) -> None:
    faults = {"ActivateEnrollment": Fault("States.Timeout"), "RemoveReminders": Fault()}
    applied = enrolling.apply(course_id, faults=faults).pays().goes_on()
    assert applied.walk.at == "UndoFailed"
    assert _run(applied, "ActivateEnrollment") == "EnrollmentEnding"
    assert applied.state == "confirming"


def test_a_provider_that_was_down_for_a_moment_leaves_no_problem_behind(
    enrolling: Enrolling, course_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([ProviderUnavailable(), None])
    real = enrolling.paper.checkout.open

    def open_once(*args: object, **more: object) -> object:
        if error := next(answers):
            raise error
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(enrolling.paper.checkout, "open", open_once)
    applied = enrolling.apply(course_id)
    assert (applied.state, applied.enrollment.problem) == ("awaiting_payment", None)


def test_a_second_answer_to_a_token_is_not_heard(enrolling: Enrolling, course_id: str) -> None:
    applied = enrolling.apply(course_id)
    token = applied.walk.token or ""
    assert enrolling.paper.sagas.succeed(token, "null")
    assert not enrolling.paper.sagas.fail(token, "CheckoutCancelled", "")
    assert applied.goes_on().state == "active"


def test_a_payment_that_is_known_before_anybody_waits_is_answered_at_once(
    enrolling: Enrolling, course_id: str
) -> None:
    fault = Fault("Lambda.ServiceException", times=1)
    applied = enrolling.ask(course_id)
    applied.walk.faults = {"AwaitPayment": fault}
    while applied.walk.at != "AwaitPayment":
        applied.walk.step()
    applied.pays()
    assert applied.goes_on().state == "active"


def test_a_saga_that_cannot_be_started_leaves_a_failed_request_and_no_more(
    enrolling: Enrolling, course_id: str
) -> None:
    enrolling.paper.sagas.is_down = True
    before = Remains.of(enrolling.paper)
    with pytest.raises(AssertionError):
        enrolling.ask(course_id)
    (left,) = EnrollmentStore(enrolling.school.tenant).all()
    assert left.state == "failed"
    assert Remains.of(enrolling.paper).since(before) == {}
