"""The mails of an enrolment: a welcome, a notice to the teacher, and word when it comes to nothing."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from tutti.enrollment.closing import OFFER_LAPSED
from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.published import course, enrollment
from tutti.enrollment.standing import standing_of
from tutti.kit.ids import derived_id
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.messaging.invitation_mails import invitation_values
from tutti.messaging.mail import Post
from tutti.messaging.model import is_same_person
from tutti.messaging.service import Desk, when_and_where
from tutti.people import teaching
from tutti.people.invitation import InvitationDraft, InvitationState
from tutti.people.inviting import enclose
from tutti.people.published import address_of
from tutti.scheduling.service import lesson

ENDINGS = {
    EnrollmentState.EXPIRED: "enrollment_expired",
    EnrollmentState.CANCELLED: "enrollment_cancelled",
}
"""Of other endings the family reads on the page, while it looks on."""


def send_welcome(tenant: Tenant, enrollment_id: str, *, now: datetime, post: Post | None = None) -> None:
    """Welcome the guardian, or the adult student: first lesson, what was paid, and the way to a password.

    Sends nothing when the enrolment was taken back in the meantime.
    """
    enrolled = enrollment(tenant, enrollment_id)
    if enrolled.state is not EnrollmentState.ACTIVE or not (enrolled.teacher_id and enrolled.lesson_id):
        return
    desk = Desk.of(tenant, post)
    desk.send(
        "welcome",
        enrolled.guardian.email,
        **_family(tenant, enrolled),
        **when_and_where(tenant, lesson(tenant, enrolled.lesson_id)),
        **_paid(tenant, enrolled),
        **_way_in(desk, enrolled, now),
        teacher=teaching.teacher(tenant, enrolled.teacher_id).display_name,
    )


def notify_teacher(tenant: Tenant, enrollment_id: str, *, post: Post | None = None) -> None:
    """Tell the teacher who comes when, and no more of the family than that.

    A teacher without a login has no address here: the office gets the notice instead.
    """
    enrolled = enrollment(tenant, enrollment_id)
    if enrolled.state is not EnrollmentState.ACTIVE or not (enrolled.teacher_id and enrolled.lesson_id):
        return
    desk, offered = Desk.of(tenant, post), course(tenant, enrolled.course_id)
    desk.send(
        "teacher_notice",
        address_of(tenant, enrolled.teacher_id) or desk.studio.email,
        recipient=teaching.teacher(tenant, enrolled.teacher_id).display_name,
        student=f"{enrolled.student.given_name} {enrolled.student.family_name[:1]}.",
        instrument=offered.instrument,
        course=offered.name,
        page_url=desk.page(),
        **when_and_where(tenant, lesson(tenant, enrolled.lesson_id)),
    )


def send_waitlist_notice(tenant: Tenant, enrollment_id: str, *, post: Post | None = None) -> None:
    """Tell the family that it waits, and at which place in line; nothing when it waits no longer."""
    waiting = enrollment(tenant, enrollment_id)
    if waiting.state is not EnrollmentState.WAITLISTED:
        return
    standing = standing_of(tenant, waiting)
    if standing is None or standing.offer:
        return
    desk = Desk.of(tenant, post)
    status = f"{desk.page(desk.studio.slug, 'enrollments', waiting.id)}?{urlencode({'token': waiting.token})}"
    desk.send(
        "waitlisted",
        waiting.guardian.email,
        **_family(tenant, waiting),
        position=standing.position,
        status_url=status,
    )


def send_ending(tenant: Tenant, enrollment_id: str, *, post: Post | None = None) -> None:
    """Tell the family that its enrolment has lapsed or is cancelled; other endings are not mailed."""
    ended = enrollment(tenant, enrollment_id)
    lapsed = ended.problem is not None and ended.problem.code == OFFER_LAPSED
    if kind := "offer_lapsed" if lapsed else ENDINGS.get(ended.state):
        desk = Desk.of(tenant, post)
        offers = desk.page(desk.studio.slug)
        desk.send(kind, ended.guardian.email, **_family(tenant, ended), offers_url=offers)


def send_refund_notice(tenant: Tenant, enrollment_id: str, *, post: Post | None = None) -> None:
    """Tell the family that its money goes back."""
    refunded = enrollment(tenant, enrollment_id)
    Desk.of(tenant, post).send(
        "enrollment_refunded",
        refunded.guardian.email,
        **_family(tenant, refunded),
        **_paid(tenant, refunded),
    )


def _family(tenant: Tenant, enrolled: Enrollment) -> dict[str, Any]:
    student, guardian = enrolled.student, enrolled.guardian
    return {
        "recipient": guardian.given_name,
        "student": student.given_name,
        "is_self": is_same_person(student, guardian),
        "course": course(tenant, enrolled.course_id).name,
    }


def _paid(tenant: Tenant, enrolled: Enrollment) -> dict[str, Any]:
    from tutti.billing.service import get_invoice

    invoice = get_invoice(tenant, enrolled.invoice_id) if enrolled.invoice_id else None
    if invoice is None or not invoice.total.amount:
        return {"paid": None, "invoice_number": None}
    return {"paid": invoice.total.text(), "invoice_number": invoice.number}


def _way_in(desk: Desk, enrolled: Enrollment, now: datetime) -> dict[str, Any]:
    """An invitation for a guardian who has no login yet: the same one, however often the mail is tried."""
    who = enrolled.guardian
    draft = InvitationDraft(
        email=who.email,
        given_name=who.given_name,
        family_name=who.family_name,
        person_id=enrolled.guardian_id,
        roles=(Role.GUARDIAN,),
    )
    invitation_id = derived_id("inv", enrolled.id)
    enclosed = enclose(desk.tenant, draft, invitation_id=invitation_id, now=now)
    is_open = enclosed is not None and enclosed.state is InvitationState.OPEN
    return invitation_values(desk, enclosed if is_open else None)
