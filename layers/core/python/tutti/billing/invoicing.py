"""Invoices are issued under the next number, and voided."""

from collections.abc import Sequence
from datetime import datetime

from tutti.billing import ledger
from tutti.billing.facts import InvoiceIssued, InvoiceVoided
from tutti.billing.invoice import Bill, Invoice, drawn_up
from tutti.billing.lines import InvoiceLine
from tutti.billing.store import InvoiceStore, LedgerStore, NoSuchInvoice
from tutti.kit.changes import Change
from tutti.kit.clock import local_date
from tutti.kit.entity import Page
from tutti.kit.facts import told
from tutti.kit.ids import derived_id
from tutti.kit.money import CurrenciesDiffer
from tutti.kit.raced import Raced, until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.studios.service import read_studio, studio_key


def issue_invoice(  # noqa: PLR0913 - everything that stands on an invoice
    tenant: Tenant,
    *,
    enrollment_id: str,
    student_id: str,
    guardian_id: str,
    family_id: str,
    lines: Sequence[InvoiceLine],
    currency: str,
    now: datetime,
    attempt: int = 1,
    provided: Sequence[Change] = (),
) -> Invoice:
    """The invoice of this enrolment, the same one at every repeat (BIL-1, BIL-3).

    Dated and due on today's date where the studio stands. An enrolment that is billed anew, after its invoice
    was voided, counts its attempts. An invoice over nothing is paid from the start.
    Refuses `CurrenciesDiffer`, and what the conditions in `provided` refuse.
    """
    if {line.amount.currency for line in lines} != {currency}:
        raise CurrenciesDiffer(f"The lines are not in {currency}.")
    bill = Bill(
        enrollment_id=enrollment_id,
        student_id=student_id,
        guardian_id=guardian_id,
        family_id=family_id,
        lines=tuple(lines),
    )
    invoice_id = invoice_id_of(enrollment_id, attempt)
    return issue_bill(tenant, invoice_id, bill, now=now, provided=provided)


def issue_bill(
    tenant: Tenant, invoice_id: str, bill: Bill, *, now: datetime, provided: Sequence[Change] = ()
) -> Invoice:
    """The invoice of this bill under this id, the same one at every repeat; dated today, due today."""
    return until_undisturbed(lambda: _issue(tenant, invoice_id, bill, now, provided))


def invoice_id_of(enrollment_id: str, attempt: int = 1) -> str:
    """The id of an enrolment's invoice, whether it was issued yet or not."""
    return derived_id("bil", enrollment_id, str(attempt))


def _issue(tenant: Tenant, invoice_id: str, bill: Bill, now: datetime, provided: Sequence[Change]) -> Invoice:
    invoices = InvoiceStore(tenant)
    keys = (invoices.key(invoice_id), invoices.last_number_key(), studio_key(tenant))
    known, last, studio = tenant.table.get_each(*keys)
    if known:
        return invoices.read(known)
    today = local_date(now, read_studio(tenant, studio).time_zone)
    invoice = drawn_up(bill, invoice_id, int(last.version) + 1 if last else 1, today, today)
    tenant.table.write(
        [
            *provided,
            invoices.creating(invoice, Raced),
            *invoices.numbering(invoice),
            LedgerStore(tenant).booking(ledger.issued(invoice, now)),
            *told(tenant, InvoiceIssued(subject=invoice.id, enrollment_id=invoice.enrollment_id)),
        ]
    )
    return invoice


def void_invoice(tenant: Tenant, invoice_id: str, *, now: datetime) -> None:
    """Nobody owes this invoice any more. Safe twice, and safe for one that never existed.

    What was paid stays as it is: paid money is refunded, not voided.
    """
    until_undisturbed(lambda: _void(tenant, invoice_id, now))


def _void(tenant: Tenant, invoice_id: str, now: datetime) -> None:
    invoices = InvoiceStore(tenant)
    invoice = invoices.find(invoice_id)
    if invoice is None or not invoice.can_be_voided:
        return
    tenant.table.write(
        [
            invoices.replacing(invoice, invoice.voided()),
            LedgerStore(tenant).booking(ledger.voided(invoice, now)),
            *told(tenant, InvoiceVoided(subject=invoice.id, enrollment_id=invoice.enrollment_id)),
        ]
    )


def get_invoice(tenant: Tenant, invoice_id: str, *, family_id: str | None = None) -> Invoice:
    """The invoice, the family's own when one is named; refuses `NoSuchInvoice`."""
    invoices = InvoiceStore(tenant)
    invoice = invoices.get(invoice_id)
    if family_id is not None and invoice.family_id != family_id:
        raise NoSuchInvoice()
    return invoice


def is_paid(tenant: Tenant, invoice_id: str) -> bool:
    """True when there is such an invoice and its payment is here."""
    invoice = InvoiceStore(tenant).find(invoice_id)
    return invoice is not None and invoice.is_paid


def list_invoices(
    tenant: Tenant, *, family_id: str | None = None, limit: int, cursor: str | None
) -> Page[Invoice]:
    """A page of invoices, the newest first: all of the studio, or a family's own."""
    invoices = InvoiceStore(tenant)
    if family_id is None:
        return invoices.page_newest(limit=limit, cursor=cursor)
    return invoices.page_of_family(family_id, limit=limit, cursor=cursor)
