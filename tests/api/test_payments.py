"""Payments that the office takes in by hand, and the list of all."""

import pytest

from tests.support.bills import (
    a_guardian,
    an_invoice,
    balances,
    payments,
    reread,
    session_of,
    told_names,
    with_checkout,
)
from tests.support.door import Call
from tests.support.paper_checkout import PaperCheckout
from tests.support.school import School
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.payment import Method
from tutti.kit.caller import Caller, Role
from tutti.people.family import Guardian


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> PaperCheckout:
    paper = PaperCheckout()
    monkeypatch.setattr("functions.api.billing.record_manual_payment.StripeCheckout", lambda: paper)
    return paper


@pytest.fixture
def ada(forte: School) -> Guardian:
    return a_guardian(forte)


def signed_in(school: School, guardian: Guardian) -> Caller:
    return school.caller(Role.GUARDIAN, guardian.id)


def by_hand(invoice: Invoice, **changes: object) -> dict[str, object]:
    usual = {"invoice_id": invoice.id, "method": "cash", "amount": invoice.total.model_dump()}
    return usual | changes


def test_the_office_takes_cash(call: Call, forte: School, provider: PaperCheckout) -> None:
    invoice = an_invoice(forte)
    reply = call.record_manual_payment(by_hand(invoice, reference="box 3"), by=forte.admin)
    assert (reply.status, reply["status"], reply["method"]) == (201, "completed", "cash")
    assert reread(forte, invoice).state is InvoiceState.PAID
    assert balances(forte) == {"cash:cash": 24000, "income": -20000, "tax": -4000}
    assert told_names(forte)["PaymentSettled"] == 1


def test_cash_closes_the_open_page_first_so_that_nobody_pays_twice(
    call: Call, forte: School, provider: PaperCheckout
) -> None:
    invoice = with_checkout(forte, provider, an_invoice(forte))
    assert call.record_manual_payment(by_hand(invoice), by=forte.admin).status == 201
    assert not provider.sessions[session_of(invoice)].is_open


def test_cash_is_refused_when_the_page_was_paid_a_moment_ago(
    call: Call, forte: School, provider: PaperCheckout
) -> None:
    invoice = with_checkout(forte, provider, an_invoice(forte))
    provider.pay(session_of(invoice))
    reply = call.record_manual_payment(by_hand(invoice), by=forte.admin)
    assert reply.problem == "AlreadyPaid"
    assert [payment.method for payment in payments(forte)] == [Method.CARD]


def test_a_payment_by_hand_pays_the_whole_invoice(call: Call, forte: School, provider: PaperCheckout) -> None:
    some = {"amount": 100, "currency": "EUR"}
    reply = call.record_manual_payment(by_hand(an_invoice(forte), amount=some), by=forte.admin)
    assert (reply.status, reply.problem, payments(forte)) == (422, "AmountDiffers", [])


def test_a_payment_by_hand_is_in_the_invoices_currency(
    call: Call, forte: School, provider: PaperCheckout
) -> None:
    dollars = {"amount": 24000, "currency": "USD"}
    reply = call.record_manual_payment(by_hand(an_invoice(forte), amount=dollars), by=forte.admin)
    assert reply.problem == "AmountDiffers"


def test_nobody_records_a_card_payment_by_hand(call: Call, forte: School, provider: PaperCheckout) -> None:
    reply = call.record_manual_payment(by_hand(an_invoice(forte), method="card"), by=forte.admin)
    assert (reply.status, reply["errors"][0]["pointer"]) == (422, "/body/method")


def test_the_same_cash_is_taken_once(call: Call, forte: School, provider: PaperCheckout) -> None:
    invoice = an_invoice(forte)
    replies = [call.record_manual_payment(by_hand(invoice), by=forte.admin) for _ in "12"]
    assert [reply.status for reply in replies] == [201, 409]
    assert len(payments(forte)) == 1


def test_a_guardian_records_no_payment(call: Call, forte: School, ada: Guardian) -> None:
    reply = call.record_manual_payment(by_hand(an_invoice(forte, ada)), by=signed_in(forte, ada))
    assert reply.problem == "NotAllowed"


def test_lists_payments_latest_first(call: Call, forte: School, provider: PaperCheckout) -> None:
    invoices = [an_invoice(forte) for _ in range(3)]
    for invoice in invoices:
        call.record_manual_payment(by_hand(invoice), by=forte.admin)
    first = call.list_payments(by=forte.admin, query={"limit": 2})
    second = call.list_payments(by=forte.admin, query={"limit": 2, "cursor": first["cursor"]})
    listed = [item["invoice_id"] for item in first["items"] + second["items"]]
    assert listed == [invoice.id for invoice in reversed(invoices)]


def test_a_guardian_lists_no_payments(call: Call, forte: School) -> None:
    assert call.list_payments(by=forte.guardian).problem == "NotAllowed"
