"""Money that goes back: once, in full, and booked."""

import pytest

from tests.support.bills import (
    an_invoice,
    balances,
    euros,
    payments,
    reread,
    session_of,
    told_names,
    with_checkout,
)
from tests.support.paper_checkout import PaperCheckout
from tests.support.school import School
from tutti.billing import service
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.manual import ManualPayment
from tutti.billing.payment import Method, PaymentStatus, payment_id_of
from tutti.billing.refunds import record_refunds
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id


@pytest.fixture
def provider() -> PaperCheckout:
    return PaperCheckout()


def paid(school: School, provider: PaperCheckout) -> tuple[Invoice, str]:
    """A paid invoice and its payment intent."""
    invoice = with_checkout(school, provider, an_invoice(school))
    intent = provider.pay(session_of(invoice))
    assert service.expire_checkout(school.tenant, provider, invoice.id) == "paid"
    return invoice, intent.id


def refund(school: School, provider: PaperCheckout, invoice: Invoice) -> bool:
    return service.refund_payment(
        school.tenant, provider, invoice.id, reason="No place was left.", now=utc_now()
    )


def catch_up(school: School, provider: PaperCheckout, invoice: Invoice, intent: str) -> None:
    found = provider.refunds(intent)
    record_refunds(school.tenant, invoice.id, payment_id_of(intent), found, now=utc_now())


def test_a_refund_gives_everything_back_and_says_why(forte: School, provider: PaperCheckout) -> None:
    invoice, _ = paid(forte, provider)
    assert refund(forte, provider, invoice)
    [payment] = payments(forte)
    assert (payment.status, payment.refunds[0].reason) == (PaymentStatus.REFUNDED, "No place was left.")
    assert (reread(forte, invoice).state, balances(forte)) == (InvoiceState.REFUNDED, {})


def test_a_repeated_refund_gives_nothing_back_twice(forte: School, provider: PaperCheckout) -> None:
    invoice, intent = paid(forte, provider)
    assert [refund(forte, provider, invoice) for _ in "123"] == [True] * 3
    assert len(provider.refunds(intent)) == told_names(forte)["PaymentRefunded"] == 1


def test_a_refund_that_died_after_the_provider_did_it_is_booked_by_the_next_try(
    forte: School, provider: PaperCheckout, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice, intent = paid(forte, provider)
    with monkeypatch.context() as dying:
        dying.setattr("tutti.billing.refunds.record_refunds", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            refund(forte, provider, invoice)
    refund(forte, provider, invoice)
    assert (len(provider.refunds(intent)), balances(forte)) == (1, {})


def test_without_a_payment_there_is_nothing_to_refund(forte: School, provider: PaperCheckout) -> None:
    assert not refund(forte, provider, an_invoice(forte))
    assert not service.refund_payment(forte.tenant, provider, new_id("bil"), reason="", now=utc_now())
    assert provider.asked == []


def test_a_late_payment_of_a_void_invoice_goes_back(forte: School, provider: PaperCheckout) -> None:
    invoice = with_checkout(forte, provider, an_invoice(forte))
    intent = provider.pay(session_of(invoice))
    service.void_invoice(forte.tenant, invoice.id, now=utc_now())
    service.record_payment(
        forte.tenant,
        invoice_id=invoice.id,
        payment_intent=intent.id,
        amount=intent.amount,
        method=Method.CARD,
        now=utc_now(),
    )
    assert refund(forte, provider, invoice)
    assert (reread(forte, invoice).state, balances(forte)) == (InvoiceState.VOID, {})


def test_cash_is_booked_as_given_back(forte: School, provider: PaperCheckout) -> None:
    invoice = an_invoice(forte)
    taken = ManualPayment(invoice_id=invoice.id, method="cash", amount=invoice.total)
    service.record_manual_payment(forte.tenant, provider, taken, now=utc_now())
    assert [refund(forte, provider, invoice) for _ in "12"] == [True, True]
    assert (reread(forte, invoice).state, balances(forte)) == (InvoiceState.REFUNDED, {})


def test_refunds_in_parts_end_in_a_refunded_invoice(forte: School, provider: PaperCheckout) -> None:
    invoice, intent = paid(forte, provider)
    states = []
    for part in (9999, 7001, 7000):
        provider.give_back(intent, euros(part))
        catch_up(forte, provider, invoice, intent)
        states.append(reread(forte, invoice).state)
    assert states == [InvoiceState.PARTLY_REFUNDED] * 2 + [InvoiceState.REFUNDED]
    assert balances(forte) == {}


def test_a_part_refund_takes_its_share_of_the_tax(forte: School, provider: PaperCheckout) -> None:
    invoice, intent = paid(forte, provider)
    provider.give_back(intent, euros(6000))
    catch_up(forte, provider, invoice, intent)
    assert balances(forte) == {"cash:stripe": 18000, "income": -15000, "tax": -3000}


def test_the_rest_is_refunded_after_a_part(forte: School, provider: PaperCheckout) -> None:
    invoice, intent = paid(forte, provider)
    provider.give_back(intent, euros(6000))
    catch_up(forte, provider, invoice, intent)
    refund(forte, provider, invoice)
    assert [one.amount.amount for one in provider.refunds(intent)] == [6000, 18000]
    assert balances(forte) == {}


def test_a_refund_that_fails_is_booked_back_and_can_be_tried_again(
    forte: School, provider: PaperCheckout
) -> None:
    invoice, intent = paid(forte, provider)
    refund(forte, provider, invoice)
    provider.fail_refund(intent, provider.refunds(intent)[0].id)
    for _ in "12":
        catch_up(forte, provider, invoice, intent)
    assert balances(forte) == {"cash:stripe": 24000, "income": -20000, "tax": -4000}
    assert (reread(forte, invoice).state, told_names(forte)["RefundFailed"]) == (InvoiceState.PAID, 1)
    assert payments(forte)[0].refunds[0].reason == "No place was left."
    assert refund(forte, provider, invoice)
    assert balances(forte) == {}


def test_a_refund_that_failed_before_anybody_heard_of_it_is_nothing(
    forte: School, provider: PaperCheckout
) -> None:
    invoice, intent = paid(forte, provider)
    provider.fail_refund(intent, provider.give_back(intent, euros(100)).id)
    catch_up(forte, provider, invoice, intent)
    assert reread(forte, invoice).state is InvoiceState.PAID
