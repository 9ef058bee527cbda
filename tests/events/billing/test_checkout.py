"""The provider's page: one at a time, taken up again, closed, and asked whether it was paid."""

from datetime import timedelta

import pytest

from tests.support.bills import an_invoice, balances, payments, reread, session_of, told_names, with_checkout
from tests.support.paper_checkout import PaperCheckout
from tests.support.school import School
from tutti.billing import service
from tutti.billing.invoice import InvoiceIsVoid, InvoiceState
from tutti.billing.provider import Order, ProviderRefused, Session
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id


@pytest.fixture
def provider() -> PaperCheckout:
    return PaperCheckout()


def test_opening_twice_gives_the_same_page(forte: School, provider: PaperCheckout) -> None:
    invoice = an_invoice(forte)
    first, again = (with_checkout(forte, provider, invoice) for _ in "12")
    assert (first.checkout, provider.asked) == (again.checkout, ["open"])


def test_a_step_that_died_after_asking_gets_the_same_page_again(
    forte: School, provider: PaperCheckout, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice, now = an_invoice(forte), utc_now()
    wish = {"expires_at": now + timedelta(hours=1), "now": now}
    with monkeypatch.context() as dying:
        dying.setattr("tutti.billing.checkout._link", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            with_checkout(forte, provider, invoice, **wish)
    with_checkout(forte, provider, invoice, **wish)
    assert (len(provider.sessions), provider.asked) == (1, ["open", "open"])


def test_of_two_who_open_a_page_at_once_both_get_the_same(
    forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crowded(PaperCheckout):
        def open(self, order: Order, *, key: str) -> Session:
            if not self.asked:
                self.asked.append("the other one")
                with_checkout(forte, self, invoice, expires_at=utc_now() + timedelta(hours=2))
            return super().open(order, key=key)

    invoice, provider = an_invoice(forte), Crowded()
    opened = with_checkout(forte, provider, invoice)
    assert opened.checkout == reread(forte, invoice).checkout
    assert told_names(forte)["CheckoutOpened"] == 1


@pytest.mark.parametrize(
    ("wished", "given"),
    [
        (timedelta(minutes=5), timedelta(minutes=31)),
        (timedelta(hours=3), timedelta(hours=3)),
        (timedelta(days=3), timedelta(hours=23, minutes=59)),
    ],
)
def test_a_page_lives_as_long_as_the_provider_allows(
    forte: School, provider: PaperCheckout, wished: timedelta, given: timedelta
) -> None:
    now = utc_now()
    invoice = with_checkout(forte, provider, an_invoice(forte), expires_at=now + wished, now=now)
    assert invoice.checkout
    assert invoice.checkout.expires_at == now + given


def test_a_void_invoice_gets_no_page(forte: School, provider: PaperCheckout) -> None:
    invoice = an_invoice(forte)
    service.void_invoice(forte.tenant, invoice.id, now=utc_now())
    with pytest.raises(InvoiceIsVoid):
        with_checkout(forte, provider, invoice)
    assert provider.asked == []


def test_opening_again_after_the_payment_gives_the_paid_invoice(
    forte: School, provider: PaperCheckout
) -> None:
    invoice = with_checkout(forte, provider, an_invoice(forte))
    provider.pay(session_of(invoice))
    service.expire_checkout(forte.tenant, provider, invoice.id)
    assert with_checkout(forte, provider, invoice).state is InvoiceState.PAID


def test_a_closed_page_is_not_given_out_again(forte: School, provider: PaperCheckout) -> None:
    now = utc_now()
    wish = {"expires_at": now + timedelta(hours=1), "now": now}
    invoice = with_checkout(forte, provider, an_invoice(forte), **wish)
    assert service.expire_checkout(forte.tenant, provider, invoice.id) == "expired"
    assert session_of(with_checkout(forte, provider, invoice, **wish)) != session_of(invoice)


def test_closing_twice_asks_the_provider_once(forte: School, provider: PaperCheckout) -> None:
    invoice = with_checkout(forte, provider, an_invoice(forte))
    assert [service.expire_checkout(forte.tenant, provider, invoice.id) for _ in "12"] == ["expired"] * 2
    assert provider.asked == ["open", "expire"]
    assert told_names(forte) == {"InvoiceIssued": 1, "CheckoutOpened": 1, "CheckoutClosed": 1}


def test_closing_what_never_existed_is_nothing(forte: School, provider: PaperCheckout) -> None:
    assert service.expire_checkout(forte.tenant, provider, new_id("bil")) == "expired"
    assert service.expire_checkout(forte.tenant, provider, an_invoice(forte).id) == "expired"
    assert provider.asked == []


def test_closing_a_page_that_was_paid_records_the_payment(forte: School, provider: PaperCheckout) -> None:
    invoice = with_checkout(forte, provider, an_invoice(forte))
    provider.pay(session_of(invoice))
    assert [service.expire_checkout(forte.tenant, provider, invoice.id) for _ in "12"] == ["paid"] * 2
    assert reread(forte, invoice).state is InvoiceState.PAID
    assert (len(payments(forte)), balances(forte)["cash:stripe"]) == (1, 24000)


def test_a_page_without_an_address_is_refused(forte: School) -> None:
    class Closed(PaperCheckout):
        def open(self, order: Order, *, key: str) -> Session:
            return super().open(order, key=key).model_copy(update={"url": None})

    with pytest.raises(ProviderRefused):
        with_checkout(forte, Closed(), an_invoice(forte))
