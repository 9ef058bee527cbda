"""Where invoices, payments, the ledger and Stripe's events lie."""

from datetime import timedelta

from tutti.billing.invoice import Invoice
from tutti.billing.ledger import Entry
from tutti.billing.payment import Payment
from tutti.billing.stripe_event import StripeEvent
from tutti.kit.changes import Change, Key, Put, absent, at_version
from tutti.kit.clock import epoch
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant

KEPT = timedelta(days=90)
SORTABLE = "%Y-%m-%dT%H:%M:%S.%fZ"


class NoSuchInvoice(NotFound):
    """This studio has no such invoice."""


class InvoiceStore(Collection[Invoice]):
    """The invoices of a studio, also by number and by family."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Invoice, "Invoice", index=_by_family, missing=NoSuchInvoice)

    def last_number_key(self) -> Key:
        """Where the last number that was given is counted."""
        return Key(self.tenant.partition("LASTINVOICENUMBER"), "COUNTER")

    def numbering(self, invoice: Invoice) -> list[Change]:
        """The changes that give the invoice its number, refused as `Raced` unless it is the very next one."""
        counter, number = self.last_number_key(), invoice.number
        is_next = at_version(number - 1) if number > 1 else absent()
        count = Record(counter.pk, counter.sk, kind="LastInvoiceNumber", version=number)
        register = Record(self._register, _sortable(number), kind="InvoiceNumber", owner=invoice.id)
        return [Put(count, is_next, Raced), Put(register, absent(), Raced)]

    def page_newest(self, *, limit: int, cursor: str | None) -> Page[Invoice]:
        """A page of all invoices, the highest number first: two calls."""
        numbers, after = self.tenant.table.page(self._register, limit=limit, cursor=cursor, newest_first=True)
        return Page[Invoice](items=self.get_many([number.owner for number in numbers]), cursor=after)

    def page_of_family(self, family_id: str, *, limit: int, cursor: str | None) -> Page[Invoice]:
        """A page of a family's invoices, the highest number first."""
        partition = self.tenant.partition("FAMILYINVOICES", family_id)
        records, after = self.tenant.table.page(
            partition, index=True, limit=limit, cursor=cursor, newest_first=True
        )
        return Page[Invoice](items=[self.read(record) for record in records], cursor=after)

    @property
    def _register(self) -> str:
        return self.tenant.partition("INVOICENUMBER")


def _sortable(number: int) -> str:
    return f"{number:010d}"


def _by_family(invoice: Invoice) -> tuple[str, str]:
    return f"FAMILYINVOICES#{invoice.family_id}", _sortable(invoice.number)


class PaymentStore(Collection[Payment]):
    """The payments of a studio, also by the time they were recorded."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Payment, "Payment", index=_by_time)

    def saving(self, before: Payment | None, after: Payment) -> Change:
        """The change from what was read, if anything, refused as `Raced` when somebody was faster."""
        return self.replacing(before, after) if before else self.creating(after, Raced)

    def page_newest(self, *, limit: int, cursor: str | None) -> Page[Payment]:
        """A page of all payments, the latest first."""
        records, after = self.tenant.table.page(
            self.tenant.partition("PAYMENTS"), index=True, limit=limit, cursor=cursor, newest_first=True
        )
        return Page[Payment](items=[self.read(record) for record in records], cursor=after)


def _by_time(payment: Payment) -> tuple[str, str]:
    return "PAYMENTS", f"{payment.recorded_at:{SORTABLE}}#{payment.id}"


class LedgerStore(Collection[Entry]):
    """The ledger of a studio: entries are added, never changed; also by month."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Entry, "Entry", index=_by_month)

    def booking(self, entry: Entry) -> Change:
        """The change that books this entry, which it can be only once."""
        return self.creating(entry, Raced)


def _by_month(entry: Entry) -> tuple[str, str]:
    return f"LEDGER#{entry.at:%Y-%m}", f"{entry.at:{SORTABLE}}#{entry.id}"


def invoice_and_payment(
    tenant: Tenant, invoice_id: str, payment_id: str
) -> tuple[Invoice | None, Payment | None]:
    """Both as they are now, in one read."""
    invoices, payments = InvoiceStore(tenant), PaymentStore(tenant)
    invoice, payment = tenant.table.get_each(invoices.key(invoice_id), payments.key(payment_id))
    return invoices.read(invoice) if invoice else None, payments.read(payment) if payment else None


class StripeEventStore(Collection[StripeEvent]):
    """Stripe's events as they came in, each once; forgotten after a while, since they name who paid."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, StripeEvent, "StripeEvent")

    def record(self, entity: StripeEvent) -> Record:
        """The item of an event, with the time at which it goes."""
        record = super().record(entity)
        record.expires_at = epoch(entity.received_at, after=KEPT)
        return record
