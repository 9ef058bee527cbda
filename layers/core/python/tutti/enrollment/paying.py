"""The payment: invoiced, offered at the checkout, and given back when the place is lost."""

from datetime import datetime, timedelta

from tutti.billing import service as billing
from tutti.billing.gateway import Checkout
from tutti.enrollment.closing import GOES_BACK
from tutti.enrollment.enrollment import Enrollment
from tutti.enrollment.pages import page_url, status_url
from tutti.enrollment.steps import journal
from tutti.enrollment.store import CourseStore
from tutti.enrollment.waiting import wait_over
from tutti.kit.journal import Effect, StepState
from tutti.kit.tenant import Tenant
from tutti.studios.service import get_studio

CHECKOUT_LASTS = timedelta(minutes=31)
"""Stripe takes no Checkout Session that expires in less than half an hour."""


def issue_invoice(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """The enrolment with its invoice: the course's price and tax, in the studio's currency."""

    def act(enrollment: Enrollment) -> Effect:
        course = CourseStore(tenant).get(enrollment.course_id)
        invoice = billing.issue_invoice(
            tenant,
            enrollment_id=enrollment.id,
            student_id=enrollment.student_id,
            guardian_id=enrollment.guardian_id,
            family_id=enrollment.family_id,
            lines=billing.tuition_lines(
                course.name, course.price, course.tax_basis_points, course.is_tax_included
            ),
            currency=course.price.currency,
            now=now,
            provided=[journal(tenant).unchanged(enrollment)],
        )
        return Effect(f"Invoice {invoice.number} over {invoice.total.text()}.", {"invoice_id": invoice.id})

    return journal(tenant).do(enrollment_id, "IssueInvoice", act)


def void_invoice(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """Void the invoice; what was refunded stays as it is."""
    # Recorded first: an invoice that is still being issued finds the enrolment changed.
    enrollment = journal(tenant).undo(enrollment_id, "IssueInvoice", lambda _: Effect("Nothing is owed."))
    billing.void_invoice(tenant, billing.invoice_id_of(enrollment_id), now=now)
    return enrollment


def open_checkout(tenant: Tenant, gateway: Checkout, enrollment_id: str, *, now: datetime) -> Enrollment:
    """Open the Checkout Session; its address stands in the status from now on."""

    def act(enrollment: Enrollment) -> Effect:
        slug = get_studio(tenant).slug
        invoice = billing.open_checkout(
            tenant,
            gateway,
            billing.invoice_id_of(enrollment.id),
            email=enrollment.guardian.email,
            success_url=page_url(slug, enrollment),
            cancel_url=status_url(slug, enrollment, "/leave"),
            expires_at=now + CHECKOUT_LASTS,
        )
        url = invoice.checkout.url if invoice.checkout else None
        return Effect("The checkout is open.", {"checkout_url": url})

    return journal(tenant).do(enrollment_id, "OpenCheckout", act)


def expire_checkout(tenant: Tenant, gateway: Checkout, enrollment_id: str) -> bool:
    """Close the checkout at Stripe; True when it turns out that it was paid, and the enrolment goes on."""
    if billing.expire_checkout(tenant, gateway, billing.invoice_id_of(enrollment_id)) == "paid":
        return True
    journal(tenant).undo(
        enrollment_id,
        "OpenCheckout",
        lambda enrollment: Effect(
            "The checkout is closed.",
            {"checkout_url": None},
            closes=wait_over(enrollment, StepState.UNDONE, "Nobody paid."),
        ),
    )
    return False


def refund_payment(tenant: Tenant, gateway: Checkout, enrollment_id: str, *, now: datetime) -> None:
    """Give back what was paid for the enrolment, if anything was; safe twice."""
    journal(tenant).undo(enrollment_id, "ConfirmEnrollment", lambda _: Effect("The place could not be kept."))
    give_back(tenant, gateway, enrollment_id, "The place could not be kept.", now=now)


def give_back(
    tenant: Tenant, gateway: Checkout, enrollment_id: str, reason: str, *, now: datetime
) -> Enrollment | None:
    """The enrolment with its refund on record; None when nothing was paid."""
    invoice_id = billing.invoice_id_of(enrollment_id)
    if not billing.refund_payment(tenant, gateway, invoice_id, reason=reason, now=now):
        return None
    return journal(tenant).note(enrollment_id, "RefundPayment", GOES_BACK)


def is_free(tenant: Tenant, enrollment: Enrollment) -> bool:
    """True when the invoice is over nothing, so that no checkout is needed."""
    return billing.get_invoice(tenant, enrollment.invoice_id or "").total.amount == 0
