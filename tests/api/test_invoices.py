"""Invoices and payments, as families and the office see them."""

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
from tutti.billing import service
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.payment import Method
from tutti.kit.caller import Caller, Role
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.people.family import Guardian


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> PaperCheckout:
    paper = PaperCheckout()
    for endpoint in ("pay_invoice", "record_manual_payment"):
        monkeypatch.setattr(f"functions.api.billing.{endpoint}.StripeCheckout", lambda: paper)
    return paper


@pytest.fixture
def ada(forte: School) -> Guardian:
    return a_guardian(forte)


def signed_in(school: School, guardian: Guardian) -> Caller:
    return school.caller(Role.GUARDIAN, guardian.id)


def by_hand(invoice: Invoice, **changes: object) -> dict[str, object]:
    usual = {"invoice_id": invoice.id, "method": "cash", "amount": invoice.total.model_dump()}
    return usual | changes


def test_the_office_lists_all_invoices_newest_first(call: Call, forte: School) -> None:
    for _ in range(3):
        an_invoice(forte)
    first = call.list_invoices(by=forte.admin, query={"limit": 2})
    second = call.list_invoices(by=forte.admin, query={"limit": 2, "cursor": first["cursor"]})
    assert [item["number"] for item in first["items"] + second["items"]] == [3, 2, 1]


def test_a_guardian_lists_the_own_familys_invoices(call: Call, forte: School, ada: Guardian) -> None:
    an_invoice(forte)
    own = [an_invoice(forte, ada).number for _ in range(2)]
    reply = call.list_invoices(by=signed_in(forte, ada))
    assert [item["number"] for item in reply["items"]] == own[::-1]


def test_a_guardian_without_a_family_lists_nothing(call: Call, forte: School) -> None:
    an_invoice(forte)
    reply = call.list_invoices(by=forte.guardian)
    assert (reply.status, reply.problem) == (404, "NoSuchGuardian")


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STUDENT])
def test_teachers_and_students_see_no_invoices(call: Call, forte: School, role: Role) -> None:
    assert call.list_invoices(by=forte.caller(role)).problem == "NotAllowed"


def test_shows_an_invoice_with_its_tax(call: Call, forte: School, ada: Guardian) -> None:
    reply = call.get_invoice(by=signed_in(forte, ada), invoice_id=an_invoice(forte, ada).id)
    assert [line["kind"] for line in reply["lines"]] == ["tuition", "tax"]
    assert (reply["subtotal"]["amount"], reply["tax"]["amount"], reply["total"]["amount"]) == (
        20000,
        4000,
        24000,
    )


def test_both_guardians_of_a_family_see_its_invoices(call: Call, forte: School, ada: Guardian) -> None:
    invoice, other = an_invoice(forte, ada), a_guardian(forte, ada.family_id)
    assert call.get_invoice(by=signed_in(forte, other), invoice_id=invoice.id).status == 200


def test_a_guardian_does_not_see_another_familys_invoice(call: Call, forte: School, ada: Guardian) -> None:
    reply = call.get_invoice(by=signed_in(forte, ada), invoice_id=an_invoice(forte).id)
    assert (reply.status, reply.problem) == (404, "NoSuchInvoice")


def test_another_school_does_not_see_an_invoice(call: Call, forte: School, allegro: School) -> None:
    invoice = an_invoice(forte)
    assert call.get_invoice(by=allegro.admin, invoice_id=invoice.id).problem == "NoSuchInvoice"
    assert call.list_invoices(by=allegro.admin)["items"] == []


def test_a_guardian_pays_on_the_providers_page(
    call: Call, forte: School, ada: Guardian, provider: PaperCheckout
) -> None:
    invoice = an_invoice(forte, ada)
    reply = call.pay_invoice(by=signed_in(forte, ada), invoice_id=invoice.id)
    order = provider.orders[session_of(reread(forte, invoice))]
    assert reply.body == {"checkout_url": reread(forte, invoice).checkout.url}  # type: ignore[union-attr]
    assert (order.email, order.amount) == (ada.email, invoice.total)


def test_the_provider_learns_ids_and_nothing_about_anybody(
    call: Call, forte: School, ada: Guardian, provider: PaperCheckout
) -> None:
    invoice = an_invoice(forte, ada)
    call.pay_invoice(by=signed_in(forte, ada), invoice_id=invoice.id)
    assert provider.orders[session_of(reread(forte, invoice))].metadata == {
        "studio_id": forte.studio.id,
        "invoice_id": invoice.id,
        "enrollment_id": invoice.enrollment_id,
    }


def test_paying_again_goes_on_with_the_open_page(
    call: Call, forte: School, ada: Guardian, provider: PaperCheckout
) -> None:
    invoice = an_invoice(forte, ada)
    pages = [call.pay_invoice(by=signed_in(forte, ada), invoice_id=invoice.id)["checkout_url"] for _ in "12"]
    assert (pages[0], provider.asked) == (pages[1], ["open"])


def test_the_office_opens_the_page_for_the_invoices_guardian(
    call: Call, forte: School, ada: Guardian, provider: PaperCheckout
) -> None:
    invoice = an_invoice(forte, ada)
    call.pay_invoice(by=forte.admin, invoice_id=invoice.id)
    assert provider.orders[session_of(reread(forte, invoice))].email == ada.email


def test_a_guardian_does_not_pay_for_another_family(
    call: Call, forte: School, ada: Guardian, provider: PaperCheckout
) -> None:
    reply = call.pay_invoice(by=signed_in(forte, ada), invoice_id=an_invoice(forte).id)
    assert (reply.problem, provider.asked) == ("NoSuchInvoice", [])


def test_a_void_invoice_is_not_paid(call: Call, forte: School, provider: PaperCheckout) -> None:
    invoice = an_invoice(forte)
    service.void_invoice(forte.tenant, invoice.id, now=utc_now())
    reply = call.pay_invoice(by=forte.admin, invoice_id=invoice.id)
    assert (reply.status, reply.problem, provider.asked) == (409, "InvoiceIsVoid", [])


def test_a_paid_invoice_is_not_paid_again(call: Call, forte: School, provider: PaperCheckout) -> None:
    invoice = an_invoice(forte)
    call.record_manual_payment(by_hand(invoice), by=forte.admin)
    reply = call.pay_invoice(by=forte.admin, invoice_id=invoice.id)
    assert (reply.status, reply.problem, provider.asked) == (409, "AlreadyPaid", [])


def test_an_unknown_invoice_is_not_paid(call: Call, forte: School, provider: PaperCheckout) -> None:
    assert call.pay_invoice(by=forte.admin, invoice_id=new_id("bil")).problem == "NoSuchInvoice"


def test_an_overdue_page_that_was_paid_meanwhile_counts(
    call: Call, forte: School, ada: Guardian, provider: PaperCheckout
) -> None:
    invoice = with_checkout(forte, provider, an_invoice(forte, ada), now=utc_now().replace(year=2025))
    provider.pay(session_of(invoice))
    reply = call.pay_invoice(by=signed_in(forte, ada), invoice_id=invoice.id)
    assert (reply.problem, reread(forte, invoice).state) == ("AlreadyPaid", InvoiceState.PAID)


def test_an_overdue_page_makes_way_for_a_new_one(
    call: Call, forte: School, ada: Guardian, provider: PaperCheckout
) -> None:
    old = with_checkout(forte, provider, an_invoice(forte, ada), now=utc_now().replace(year=2025))
    call.pay_invoice(by=signed_in(forte, ada), invoice_id=old.id)
    assert session_of(reread(forte, old)) != session_of(old)
    assert not provider.sessions[session_of(old)].is_open


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
