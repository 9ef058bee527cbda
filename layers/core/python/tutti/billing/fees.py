"""Fees for cancelled lessons: each on an invoice of its own, once, with the tax of the lesson's course."""

from datetime import datetime

from tutti.billing.invoice import Bill, Invoice
from tutti.billing.invoicing import issue_bill
from tutti.billing.lines import fee_lines
from tutti.enrollment.published import course
from tutti.kit.clock import local_date
from tutti.kit.ids import derived_id
from tutti.kit.tenant import Tenant
from tutti.people.published import payer
from tutti.scheduling.cancellation.cancellation import CancellationRecord, Part
from tutti.scheduling.cancellation.recorded import recorded


def fee_invoice_id(lesson_id: str, student_id: str) -> str:
    """The id of the invoice over a student's cancelled lesson, whether there is one or not."""
    return derived_id("bil", "cancellation", lesson_id, student_id)


def charge_cancellation_fees(tenant: Tenant, cancellation_id: str, *, now: datetime) -> list[Invoice]:
    """The invoices over the fees of this cancellation, the same ones at every repeat; none without a fee."""
    record = recorded(tenant, cancellation_id)
    owing = [part for part in record.parts if part.fee and part.fee.amount]
    return [_charge(tenant, record, part, now) for part in owing]


def _charge(tenant: Tenant, record: CancellationRecord, part: Part, now: datetime) -> Invoice:
    taken, fee = course(tenant, record.course_id), part.fee or record.price * 0
    on = local_date(record.starts_at, record.zone)
    lines = fee_lines(
        f"Cancelled lesson of {on}, {taken.name}", fee, taken.tax_basis_points, taken.is_tax_included
    )
    bill = Bill(
        student_id=part.student_id,
        guardian_id=payer(tenant, part.family_id).id,
        family_id=part.family_id,
        lines=lines,
    )
    return issue_bill(tenant, fee_invoice_id(record.lesson_id, part.student_id), bill, now=now)
