"""The fee of a cancelled lesson is billed once, to the cent, tax included."""

from typing import Any

import pytest

from functions.events.billing import charge_cancellation_fee
from tests.support.bills import balances
from tests.support.cancellable import FACTS, FEES, Cancellable, deliver, set_policy
from tests.support.door import Call
from tests.support.school import School
from tutti.billing.fees import fee_invoice_id
from tutti.billing.invoice import Invoice
from tutti.billing.lines import LineKind
from tutti.billing.store import InvoiceStore


def a_late_cancellation(call: Call, piano: Cancellable, **lesson: Any) -> str:
    """A lesson cancelled by the family three hours before; its id."""
    planned = piano.a_lesson(hours=3, **lesson)
    call.cancel_lesson({"reason": "travel"}, by=piano.parent, lesson_id=planned.id)
    return planned.id


def invoices(school: School) -> list[Invoice]:
    return InvoiceStore(school.tenant).all()


def test_a_late_fee_is_on_an_invoice_of_its_own(call: Call, forte: School) -> None:
    set_policy(forte, FEES)
    piano = Cancellable(forte, cents=5000, tax_basis_points=2000)
    lesson_id = a_late_cancellation(call, piano)
    deliver(forte, charge_cancellation_fee.handler, *FACTS)
    (invoice,) = invoices(forte)
    assert invoice.id == fee_invoice_id(lesson_id, piano.student.id)
    assert (invoice.family_id, invoice.guardian_id) == (piano.family.id, piano.guardian.id)
    assert [line.kind for line in invoice.lines] == [LineKind.FEE, LineKind.TAX]
    assert (invoice.subtotal.amount, invoice.tax.amount, invoice.total.amount) == (2083, 417, 2500)
    assert sum(balances(forte).values()) == 0


def test_a_fee_is_billed_once_however_often_it_is_told(call: Call, forte: School) -> None:
    set_policy(forte, FEES)
    a_late_cancellation(call, Cancellable(forte))
    told_once = deliver(forte, charge_cancellation_fee.handler, *FACTS)
    deliver(forte, charge_cancellation_fee.handler, *FACTS)
    from tutti.billing.fees import charge_cancellation_fees
    from tutti.kit.clock import utc_now

    charge_cancellation_fees(forte.tenant, told_once[0].data["cancellation_id"], now=utc_now())
    assert len(invoices(forte)) == 1


@pytest.mark.parametrize(
    ("cents", "rounding", "fee"),
    [
        (4999, "nearest", 2500),
        (4999, "down", 2499),
        (4999, "up", 2500),
        (1, "nearest", 1),
        (5001, "down", 2500),
    ],
)
def test_half_a_cent_goes_where_the_policy_says(
    call: Call, forte: School, cents: int, rounding: str, fee: int
) -> None:
    set_policy(forte, {"otherwise": {"outcome": "fee", "percent": 50, "rounding": rounding}})
    a_late_cancellation(call, Cancellable(forte, cents=cents))
    deliver(forte, charge_cancellation_fee.handler, *FACTS)
    assert [invoice.total.amount for invoice in invoices(forte)] == [fee]


def test_nothing_is_billed_where_there_is_no_fee(call: Call, forte: School) -> None:
    a_late_cancellation(call, Cancellable(forte))
    deliver(forte, charge_cancellation_fee.handler, *FACTS)
    assert invoices(forte) == []


def test_a_fee_that_the_office_decides_is_billed_then(call: Call, forte: School) -> None:
    set_policy(forte, FEES)
    piano = Cancellable(forte)
    lesson = piano.a_lesson(hours=3)
    asked = call.cancel_lesson({"reason": "illness"}, by=piano.parent, lesson_id=lesson.id)
    deliver(forte, charge_cancellation_fee.handler, *FACTS)
    assert invoices(forte) == []
    fee = {"outcome": "fee", "amount": {"amount": 700, "currency": "EUR"}}
    body = {"outcome": fee, "version": asked["version"]}
    assert call.decide_cancellation(body, by=piano.office, cancellation_id=asked["id"]).status == 200
    deliver(forte, charge_cancellation_fee.handler, "CancellationDecided")
    assert [invoice.total.amount for invoice in invoices(forte)] == [700]
