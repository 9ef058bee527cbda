"""Invoices: one for an enrolment, numbered without gaps, void when nothing comes of it."""

from collections.abc import Iterator

import pytest

from tests.support.bills import an_invoice, at, balances, reread, told_names
from tests.support.school import School, a_school
from tutti.billing import service
from tutti.billing.invoice import Invoice, InvoiceState
from tutti.billing.store import InvoiceStore
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.money import CurrenciesDiffer, Money
from tutti.kit.table import Table
from tutti.kit.tenant import Tenant


def numbers(school: School) -> list[int]:
    return sorted(invoice.number for invoice in InvoiceStore(school.tenant).all())


def test_an_invoice_is_issued_once_for_an_enrolment(forte: School) -> None:
    enrollment_id = new_id("enr")
    first, again = (an_invoice(forte, enrollment_id=enrollment_id) for _ in "12")
    assert (first, numbers(forte)) == (again, [1])
    assert told_names(forte) == {"InvoiceIssued": 1}
    assert balances(forte) == {"receivable": 24000, "income": -20000, "tax": -4000}


def test_the_id_of_an_invoice_is_known_before_it_is_issued(forte: School) -> None:
    enrollment_id = new_id("enr")
    assert an_invoice(forte, enrollment_id=enrollment_id).id == service.invoice_id_of(enrollment_id)


def test_a_second_attempt_is_another_invoice(forte: School) -> None:
    enrollment_id = new_id("enr")
    first, second = (an_invoice(forte, enrollment_id=enrollment_id, attempt=n) for n in (1, 2))
    assert (first.id != second.id, numbers(forte)) == (True, [1, 2])


def test_every_school_counts_its_own_invoices(forte: School, allegro: School) -> None:
    assert [an_invoice(school).number for school in (forte, allegro, forte)] == [1, 1, 2]


@pytest.mark.parametrize(
    ("zone", "day"), [("America/Toronto", "2026-11-20"), ("Australia/Sydney", "2026-11-21")]
)
def test_the_date_is_todays_where_the_studio_stands(aws: None, zone: str, day: str) -> None:
    invoice = an_invoice(a_school(zone=zone), now=at("2026-11-21T03:00:00Z"))
    assert (str(invoice.issued_on), str(invoice.due_on)) == (day, day)


def test_refuses_lines_in_another_currency(forte: School) -> None:
    with pytest.raises(CurrenciesDiffer):
        an_invoice(forte, currency="USD")


def test_a_free_course_is_paid_from_the_start(forte: School) -> None:
    invoice = an_invoice(forte, price=Money(amount=0, currency="EUR"))
    assert (invoice.state, balances(forte)) == (InvoiceState.PAID, {})


@pytest.fixture
def others_in_between(forte: School, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Invoice]]:
    """Twice, between reading the last number and writing the next, somebody else is faster."""
    faster: list[Invoice] = []
    write = Table.write

    def write_after_another(table: Table, changes: object) -> None:
        if len(faster) < 2:
            monkeypatch.setattr(Table, "write", write)
            faster.append(an_invoice(forte))
            monkeypatch.setattr(Table, "write", write_after_another)
        write(table, changes)  # type: ignore[arg-type]

    monkeypatch.setattr(Table, "write", write_after_another)
    yield faster
    monkeypatch.setattr(Table, "write", write)


def test_numbers_have_no_gap_and_no_twin_when_others_are_faster(
    forte: School, others_in_between: list[Invoice]
) -> None:
    late = an_invoice(forte)
    assert [invoice.number for invoice in others_in_between] == [1, 2]
    assert (late.number, numbers(forte)) == (3, [1, 2, 3])


def test_a_void_invoice_is_owed_by_nobody(forte: School) -> None:
    invoice = an_invoice(forte)
    for _ in "12":
        service.void_invoice(forte.tenant, invoice.id, now=utc_now())
    assert (reread(forte, invoice).state, balances(forte)) == (InvoiceState.VOID, {})
    assert told_names(forte) == {"InvoiceIssued": 1, "InvoiceVoided": 1}


def test_voiding_keeps_the_number(forte: School) -> None:
    service.void_invoice(forte.tenant, an_invoice(forte).id, now=utc_now())
    assert an_invoice(forte).number == 2


def test_voiding_what_never_existed_is_nothing(forte: School) -> None:
    service.void_invoice(forte.tenant, new_id("bil"), now=utc_now())
    assert told_names(forte) == {}


def test_a_free_invoice_can_be_voided(forte: School) -> None:
    invoice = an_invoice(forte, price=Money(amount=0, currency="EUR"))
    service.void_invoice(forte.tenant, invoice.id, now=utc_now())
    assert reread(forte, invoice).state is InvoiceState.VOID


def test_an_invoice_of_another_school_is_not_voided(forte: School, allegro: School) -> None:
    invoice = an_invoice(forte)
    service.void_invoice(Tenant(allegro.studio.id), invoice.id, now=utc_now())
    assert reread(forte, invoice).is_open
