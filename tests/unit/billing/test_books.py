"""Invoices, payments and the entries that they make."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tutti.billing import ledger
from tutti.billing.invoice import AlreadyPaid, Bill, Invoice, InvoiceIsVoid, InvoiceState, drawn_up
from tutti.billing.lines import InvoiceLine, LineKind, tuition_lines
from tutti.billing.payment import Method, Payment, PaymentStatus, Refund, payment_id_of
from tutti.kit.ids import new_id
from tutti.kit.money import CurrenciesDiffer, Money

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def eur(amount: int) -> Money:
    return Money(amount=amount, currency="EUR")


def invoice_over(price: int, *more: InvoiceLine, rate: int = 2000) -> Invoice:
    bill = Bill(
        student_id=new_id("per"),
        guardian_id=new_id("per"),
        family_id=new_id("fam"),
        lines=(*tuition_lines("Piano", eur(price), rate, True), *more),
    )
    return drawn_up(bill, new_id("bil"), 1, TODAY, TODAY)


def payment_of(invoice: Invoice, **changes: object) -> Payment:
    usual = Payment(
        id=payment_id_of("pi_1"),
        invoice_id=invoice.id,
        family_id=invoice.family_id,
        amount=invoice.total,
        method=Method.CARD,
        status=PaymentStatus.COMPLETED,
        is_applied=True,
        provider_ref="pi_1",
        recorded_at=NOON,
    )
    return usual.model_copy(update=changes)


def test_a_discount_lowers_the_total() -> None:
    off = InvoiceLine(kind=LineKind.DISCOUNT, description="Siblings", unit=eur(-1000), amount=eur(-1000))
    assert invoice_over(12000, off).total == eur(11000)


def test_an_invoice_over_nothing_is_paid_from_the_start() -> None:
    assert invoice_over(0).state is InvoiceState.PAID


def test_a_total_that_is_not_the_sum_of_the_lines_cannot_be() -> None:
    wrong = invoice_over(12000).model_dump() | {"total": eur(11999)}
    with pytest.raises(ValidationError):
        Invoice.model_validate(wrong)


def test_a_discount_of_more_than_there_is_cannot_be() -> None:
    off = InvoiceLine(kind=LineKind.DISCOUNT, description="Siblings", unit=eur(-20000), amount=eur(-20000))
    with pytest.raises(ValidationError):
        invoice_over(12000, off)


def test_no_more_is_refunded_than_the_total() -> None:
    wrong = invoice_over(12000).model_dump() | {"refunded": eur(12001)}
    with pytest.raises(ValidationError):
        Invoice.model_validate(wrong)


def test_lines_in_two_currencies_cannot_be() -> None:
    dollars = Money(amount=100, currency="USD")
    other = InvoiceLine(kind=LineKind.TUITION, description="Piano", unit=dollars, amount=dollars)
    with pytest.raises(CurrenciesDiffer):
        invoice_over(12000, other)


def test_a_paid_invoice_is_not_paid_again() -> None:
    with pytest.raises(AlreadyPaid):
        invoice_over(12000).paid_by(payment_id_of("pi_1")).must_be_open()


def test_a_void_invoice_is_not_paid() -> None:
    with pytest.raises(InvoiceIsVoid):
        invoice_over(12000).voided().must_be_open()


def test_an_entry_that_does_not_sum_to_zero_cannot_be() -> None:
    entry = ledger.issued(invoice_over(12000), NOON).model_dump()
    entry["postings"] = entry["postings"][:1]
    with pytest.raises(ValidationError):
        ledger.Entry.model_validate(entry)


def test_the_same_cause_makes_the_same_entry() -> None:
    invoice = invoice_over(12000)
    assert ledger.issued(invoice, NOON).id == ledger.issued(invoice, NOON).id
    assert ledger.issued(invoice, NOON).id != ledger.voided(invoice, NOON).id


def test_voiding_takes_back_what_issuing_booked() -> None:
    invoice = invoice_over(12000)
    both = ledger.issued(invoice, NOON).postings + ledger.voided(invoice, NOON).postings
    assert all(sum(p.amount.amount for p in both if p.account == name) == 0 for name in ("income", "tax"))


def test_money_taken_in_by_hand_lies_in_an_account_of_its_own() -> None:
    payment = payment_of(invoice_over(12000), provider_ref=None, method=Method.CHEQUE)
    assert ledger.cash_account(payment) == "cash:cheque"


def test_a_refund_that_failed_makes_the_payment_whole_again() -> None:
    refund = Refund(id="re_1", amount=eur(12000))
    payment = payment_of(invoice_over(12000)).with_refund(refund)
    assert payment.status is PaymentStatus.REFUNDED
    again = payment.with_refund(refund.model_copy(update={"is_failed": True}))
    assert (again.status, again.refundable) == (PaymentStatus.COMPLETED, eur(12000))


def test_a_disputed_payment_has_nothing_left_to_give_back() -> None:
    payment = payment_of(invoice_over(12000), status=PaymentStatus.DISPUTED)
    assert payment.refundable == eur(0)


@given(st.integers(1, 10**7), st.integers(0, 5000), st.data())
def test_refunds_in_parts_come_to_exactly_the_income_and_tax(
    price: int, rate: int, data: st.DataObject
) -> None:
    invoice = invoice_over(price, rate=rate)
    payment, taken = payment_of(invoice), {"income": 0, "tax": 0}
    while payment.refundable.amount:
        part = data.draw(st.integers(max(1, payment.refundable.amount // 5), payment.refundable.amount))
        refund = Refund(id=f"re_{len(payment.refunds)}", amount=eur(part))
        for posting in ledger.refunded(invoice, payment, refund, NOON).postings:
            if posting.account in taken:
                taken[posting.account] += posting.amount.amount
        payment = payment.with_refund(refund)
        invoice = invoice.with_refunded(payment.refunded)
    assert taken == {"income": invoice.subtotal.amount, "tax": invoice.tax.amount}
    assert invoice.state is InvoiceState.REFUNDED
