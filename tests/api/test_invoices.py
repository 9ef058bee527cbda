"""Invoices, as families and the office see and pay them."""

import pytest

from tests.support.bills import (
    a_guardian,
    an_invoice,
    reread,
    session_of,
    with_checkout,
)
from tests.support.door import Call
from tests.support.paper_checkout import PaperCheckout
from tests.support.school import School
from tutti.billing import service
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.manual import ManualPayment
from tutti.kit.caller import Caller, Role
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.people.family import Guardian


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> PaperCheckout:
    paper = PaperCheckout()
    monkeypatch.setattr("functions.api.billing.pay_invoice.StripeCheckout", lambda: paper)
    return paper


@pytest.fixture
def ada(forte: School) -> Guardian:
    return a_guardian(forte)


def pay_in_cash(school: School, invoice: Invoice) -> None:
    taken = ManualPayment(invoice_id=invoice.id, method="cash", amount=invoice.total)
    service.record_manual_payment(school.tenant, PaperCheckout(), taken, now=utc_now())


def signed_in(school: School, guardian: Guardian) -> Caller:
    return school.caller(Role.GUARDIAN, guardian.id)


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
    pay_in_cash(forte, invoice)
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
