"""What a lesson with a price of its own costs, once it was given or missed: an invoice a student, once.

One that is cancelled before costs what the cancellation policy says, and nothing here.
"""

from collections.abc import Iterable
from datetime import datetime

from tutti.billing.invoice import Bill, Invoice
from tutti.billing.invoicing import issue_bill
from tutti.billing.lines import InvoiceLine, tuition_lines
from tutti.enrollment.published import course
from tutti.kit.clock import local_date
from tutti.kit.ids import derived_id
from tutti.kit.tenant import Tenant
from tutti.people.family import Student
from tutti.people.published import payer, students
from tutti.scheduling.lesson import LessonPurpose
from tutti.scheduling.service import lesson


def lesson_invoice_id(lesson_id: str, student_id: str) -> str:
    """The id of the invoice over a student's lesson, whether there is one or not."""
    return derived_id("bil", "lesson", lesson_id, student_id)


def charge_lesson(
    tenant: Tenant, lesson_id: str, student_ids: Iterable[str], *, now: datetime
) -> list[Invoice]:
    """The invoices over this lesson for these students, the same ones at every repeat.

    None for a lesson whose price is its course's, which the enrolment paid, and none for a makeup lesson.
    """
    given = lesson(tenant, lesson_id)
    if given.price is None or given.purpose is LessonPurpose.MAKEUP:
        return []
    taken = course(tenant, given.course_id)
    on = local_date(given.starts_at, given.zone)
    lines = tuition_lines(
        f"Lesson of {on}, {taken.name}", given.price, taken.tax_basis_points, taken.is_tax_included
    )
    concerned = [one for one in student_ids if one in given.student_ids]
    return [
        issue_bill(tenant, lesson_invoice_id(lesson_id, one.id), _bill(tenant, one, lines), now=now)
        for one in students(tenant, concerned)
    ]


def _bill(tenant: Tenant, student: Student, lines: tuple[InvoiceLine, ...]) -> Bill:
    guardian = payer(tenant, student.family_id)
    return Bill(student_id=student.id, guardian_id=guardian.id, family_id=student.family_id, lines=lines)
