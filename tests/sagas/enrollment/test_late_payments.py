"""Payments in the last moment, and payments that come too late."""

import pytest

from tests.support.bills import told, told_names
from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_course, a_piano_teacher
from tests.support.remains import Remains
from tests.support.saga_walk import Fault
from tutti.billing import service as billing
from tutti.billing.manual import ManualPayment
from tutti.kit.clock import utc_now


@pytest.fixture
def course_id(enrolling: Enrolling) -> str:
    a_piano_teacher(enrolling.school)
    return a_course(enrolling.school).id


def test_paid_in_the_last_moment_goes_on(enrolling: Enrolling, course_id: str) -> None:
    applied = enrolling.apply(course_id)
    applied.pays_untold()
    applied.walk.time_out()
    assert applied.goes_on().state == "active"
    applied.hears()
    assert (applied.state, applied.kept_by_stripe) == ("active", 12000)


def test_left_although_paid_goes_on(enrolling: Enrolling, course_id: str) -> None:
    applied = enrolling.apply(course_id)
    applied.pays_untold()
    applied.leaves()
    assert applied.goes_on().state == "active"


def test_paid_when_the_place_is_gone_is_refunded(enrolling: Enrolling, course_id: str) -> None:
    applied = _closed_while_paying(enrolling, course_id)
    before = Remains.of(enrolling.paper)
    applied.hears()
    assert (applied.state, applied.kept_by_stripe) == ("refunded", 0)
    assert applied.status["problem"]["code"] == "PaidTooLate"
    assert applied.step("RefundPayment")[0] == "done"
    assert Remains.of(enrolling.paper).since(before) == {}


def test_a_late_payment_is_refunded_once_however_often_it_is_told(
    enrolling: Enrolling, course_id: str
) -> None:
    applied = _closed_while_paying(enrolling, course_id)
    applied.hears()
    (settled,) = told(enrolling.school, "PaymentSettled")
    again = settled.model_copy(update={"id": f"{settled.id}-again"})
    assert applied.deliver_again(settled, settled, again) == []
    assert (applied.kept_by_stripe, told_names(enrolling.school)["EnrollmentRefunded"]) == (0, 1)


def test_a_payment_heard_of_while_the_saga_is_just_ending_comes_again(
    enrolling: Enrolling, course_id: str
) -> None:
    applied = enrolling.apply(course_id, faults={"CloseEnrollment": Fault()})
    session = enrolling.paper.checkout.sessions[applied.session_id]
    applied.leaves()
    assert applied.goes_on().walk.at == "UndoFailed"
    enrolling.paper.checkout.sessions[applied.session_id] = session
    applied.pays_untold()
    applied.hears()
    assert len(applied.deliver()) == 1
    applied.walk.at, applied.walk.faults = "CloseEnrollment", {}
    applied.walk.data["failure"] = {"Error": "CheckoutCancelled"}
    applied.goes_on()
    assert applied.deliver() == []
    assert (applied.state, applied.kept_by_stripe) == ("refunded", 0)


def test_a_payment_heard_of_before_anybody_waited_is_not_forgotten_when_the_saga_ends(
    enrolling: Enrolling, course_id: str
) -> None:
    applied = enrolling.apply(course_id, faults={"AwaitPayment": Fault(), "VoidInvoice": Fault()})
    assert (applied.walk.at, applied.invoice_state) == ("UndoFailed", "open")
    _office_takes_the_money(applied)
    assert len(applied.deliver()) == 1
    applied.walk.at, applied.walk.faults = "VoidInvoice", {}
    applied.goes_on()
    assert applied.deliver() == []
    assert (applied.state, applied.invoice_state) == ("refunded", "refunded")


def _office_takes_the_money(applied: Application) -> None:
    invoice_id = billing.invoice_id_of(applied.enrollment_id)
    invoice = billing.get_invoice(applied.school.tenant, invoice_id)
    paid = ManualPayment(invoice_id=invoice_id, amount=invoice.total, method="cash")
    billing.record_manual_payment(applied.school.tenant, applied.paper.checkout, paid, now=utc_now())


def _closed_while_paying(enrolling: Enrolling, course_id: str) -> Application:
    """The saga has ended unpaid, although the payer's bank had said yes in between."""
    applied = enrolling.apply(course_id)
    session = enrolling.paper.checkout.sessions[applied.session_id]
    applied.walk.time_out()
    assert applied.goes_on().state == "expired"
    enrolling.paper.checkout.sessions[applied.session_id] = session
    applied.pays_untold()
    return applied
