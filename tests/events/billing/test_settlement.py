"""Money that comes in: once, for the right invoice, or kept in sight."""

import pytest

from tests.support.bills import an_invoice, balances, euros, payments, reread, told, told_names
from tests.support.school import School
from tutti.billing import service
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.payment import Method, Payment, PaymentStatus
from tutti.billing.settlement import NothingToApply
from tutti.billing.store import InvoiceStore, NoSuchInvoice
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.money import Money
from tutti.kit.table import Table


def pay(school: School, invoice: Invoice, intent: str = "pi_1", amount: Money | None = None) -> Payment:
    return service.record_payment(
        school.tenant,
        invoice_id=invoice.id,
        payment_intent=intent,
        amount=amount or invoice.total,
        method=Method.CARD,
        now=utc_now(),
    )


def void(school: School, invoice: Invoice) -> None:
    service.void_invoice(school.tenant, invoice.id, now=utc_now())


def test_the_whole_sum_pays_the_invoice(forte: School) -> None:
    invoice = an_invoice(forte)
    payment = pay(forte, invoice)
    assert (payment.status, payment.is_applied) == (PaymentStatus.COMPLETED, True)
    assert reread(forte, invoice).state is InvoiceState.PAID
    assert balances(forte) == {"cash:stripe": 24000, "income": -20000, "tax": -4000}


def test_the_fact_names_enrolment_and_payment_and_nobody(forte: School) -> None:
    invoice = an_invoice(forte)
    payment = pay(forte, invoice)
    [fact] = told(forte, "PaymentSettled")
    assert fact.subject == invoice.id
    assert fact.data == {"enrollment_id": invoice.enrollment_id, "payment_id": payment.id}


def test_a_replay_changes_nothing(forte: School) -> None:
    invoice = an_invoice(forte)
    assert pay(forte, invoice) == pay(forte, invoice)
    assert (len(payments(forte)), told_names(forte)["PaymentSettled"]) == (1, 1)


def test_recording_takes_one_read_and_one_write(forte: School, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice, calls = an_invoice(forte), list[str]()
    for name in ("get", "get_many", "page", "write"):
        real = getattr(Table, name)

        def counted(
            self: Table, *args: object, real: object = real, name: str = name, **kwargs: object
        ) -> object:
            calls.append(name)
            return real(self, *args, **kwargs)  # type: ignore[operator]

        monkeypatch.setattr(Table, name, counted)
    pay(forte, invoice)
    assert calls == ["get_many", "write"]


@pytest.mark.parametrize(
    "amount", [euros(23999), euros(24001), Money(amount=24000, currency="USD"), euros(1)], ids=str
)
def test_another_sum_or_currency_never_pays_the_invoice(forte: School, amount: Money) -> None:
    invoice = an_invoice(forte)
    payment = pay(forte, invoice, amount=amount)
    assert (payment.is_applied, reread(forte, invoice).state) == (False, InvoiceState.OPEN)
    assert told_names(forte) == {"InvoiceIssued": 1, "PaymentUnmatched": 1}
    assert balances(forte)["unapplied"] == -amount.amount


def test_the_right_sum_pays_after_a_wrong_one(forte: School) -> None:
    invoice = an_invoice(forte)
    pay(forte, invoice, "pi_1", euros(1))
    pay(forte, invoice, "pi_2")
    assert reread(forte, invoice).state is InvoiceState.PAID
    assert balances(forte) == {"cash:stripe": 24001, "unapplied": -1, "income": -20000, "tax": -4000}


def test_a_second_payment_is_kept_apart(forte: School) -> None:
    invoice = an_invoice(forte)
    pay(forte, invoice, "pi_1")
    assert not pay(forte, invoice, "pi_2").is_applied
    assert balances(forte)["unapplied"] == -24000
    assert told_names(forte) | {"InvoiceIssued": 1} == {
        "InvoiceIssued": 1,
        "PaymentSettled": 1,
        "PaymentUnmatched": 1,
    }


def test_a_payment_for_a_void_invoice_is_recorded_and_told(forte: School) -> None:
    invoice = an_invoice(forte)
    void(forte, invoice)
    assert not pay(forte, invoice).is_applied
    assert reread(forte, invoice).state is InvoiceState.VOID
    assert told_names(forte)["PaymentSettled"] == 1
    assert balances(forte) == {"cash:stripe": 24000, "unapplied": -24000}


def test_a_wrong_sum_for_a_void_invoice_is_unmatched(forte: School) -> None:
    invoice = an_invoice(forte)
    void(forte, invoice)
    pay(forte, invoice, amount=euros(1))
    assert "PaymentSettled" not in told_names(forte)


def test_an_unknown_invoice_takes_no_payment(forte: School, allegro: School) -> None:
    invoice = an_invoice(forte)
    with pytest.raises(NoSuchInvoice):
        pay(allegro, invoice)
    assert (payments(allegro), payments(forte), balances(allegro)) == ([], [], {})


def test_what_is_paid_is_not_voided(forte: School) -> None:
    invoice = an_invoice(forte)
    pay(forte, invoice)
    void(forte, invoice)
    assert reread(forte, invoice).state is InvoiceState.PAID


def test_paying_wins_or_voiding_wins_but_never_both(forte: School, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = an_invoice(forte)
    real = InvoiceStore.find

    def find_then_somebody_pays(self: InvoiceStore, invoice_id: str) -> Invoice | None:
        monkeypatch.setattr(InvoiceStore, "find", real)
        found = real(self, invoice_id)
        pay(forte, invoice)
        return found

    monkeypatch.setattr(InvoiceStore, "find", find_then_somebody_pays)
    void(forte, invoice)
    assert reread(forte, invoice).state is InvoiceState.PAID
    assert "InvoiceVoided" not in told_names(forte)


def test_a_late_payment_can_reinstate_the_invoice(forte: School) -> None:
    invoice = an_invoice(forte)
    void(forte, invoice)
    pay(forte, invoice)
    stands = [service.reinstate_invoice(forte.tenant, invoice.id, now=utc_now()).state for _ in "12"]
    assert stands == [InvoiceState.PAID] * 2
    assert [payment.is_applied for payment in payments(forte)] == [True]
    assert balances(forte) == {"cash:stripe": 24000, "income": -20000, "tax": -4000}
    assert told_names(forte)["InvoiceReinstated"] == 1


def test_a_void_invoice_without_a_payment_stays_void(forte: School) -> None:
    invoice = an_invoice(forte)
    void(forte, invoice)
    with pytest.raises(NothingToApply):
        service.reinstate_invoice(forte.tenant, invoice.id, now=utc_now())


def test_an_open_invoice_is_not_reinstated(forte: School) -> None:
    with pytest.raises(NothingToApply):
        service.reinstate_invoice(forte.tenant, an_invoice(forte).id, now=utc_now())


def test_an_unknown_invoice_is_not_reinstated(forte: School) -> None:
    with pytest.raises(NoSuchInvoice):
        service.reinstate_invoice(forte.tenant, new_id("bil"), now=utc_now())
