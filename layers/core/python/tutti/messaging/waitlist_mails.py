"""The mail that says that a seat is on offer (SCH-16)."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from tutti.enrollment.enrollment import Enrollment, EnrollmentState
from tutti.enrollment.published import cohort_place, course, enrollments
from tutti.kit.clock import zone
from tutti.kit.tenant import Tenant
from tutti.messaging.mail import Post
from tutti.messaging.model import When, is_same_person
from tutti.messaging.service import Desk
from tutti.people.published import contacts_of
from tutti.scheduling.lesson import Place
from tutti.scheduling.service import lesson
from tutti.scheduling.waitlist.entry import OfferState, SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.published import entry_of, offer_of
from tutti.scheduling.waitlist.seat import SeatKind


@dataclass(frozen=True)
class Addressee:
    """Who is written to, of whom, and where the answer is given."""

    email: str
    name: str
    students: str
    is_self: bool
    url: str


def send_seat_offer(tenant: Tenant, offer_id: str, *, now: datetime, post: Post | None = None) -> None:
    """Tell the family what is on offer, until when, and where to answer; nothing when that is over."""
    offer = offer_of(tenant, offer_id)
    entry = entry_of(tenant, offer.entry_id)
    if offer.state is not OfferState.LIVE or offer.expires_at <= now:
        return
    desk = Desk.of(tenant, post)
    to = _addressee(desk, entry)
    if to is None:
        return
    desk.send(
        "seat_offered",
        to.email,
        recipient=to.name,
        student=to.students,
        is_self=to.is_self,
        status_url=to.url,
        count=offer.seats,
        course=course(tenant, entry.course_id).name,
        until=_spoken(offer.expires_at, desk.studio.time_zone),
        when=_when(tenant, offer, entry.kind, now),
    )


def _addressee(desk: Desk, entry: WaitlistEntry) -> Addressee | None:
    ids = [one.enrollment_id for one in entry.members if one.enrollment_id]
    if not ids:
        return _of_students(desk, entry)
    asked = [one for one in enrollments(desk.tenant, ids) if one.state is EnrollmentState.WAITLISTED]
    return _of_enrollments(desk, asked) if asked else None


def _of_enrollments(desk: Desk, asked: list[Enrollment]) -> Addressee:
    first = asked[0]
    page = desk.page(desk.studio.slug, "enrollments", first.id)
    return Addressee(
        first.guardian.email,
        first.guardian.given_name,
        " and ".join(one.student.given_name for one in asked),
        len(asked) == 1 and is_same_person(first.student, first.guardian),
        f"{page}?{urlencode({'token': first.token})}",
    )


def _of_students(desk: Desk, entry: WaitlistEntry) -> Addressee | None:
    contacts = contacts_of(desk.tenant, [one.student_id for one in entry.members])
    if not contacts:
        return None
    who = contacts[0][1]
    names = " and ".join(student.given_name for student, _ in contacts)
    is_self = len(contacts) == 1 and is_same_person(contacts[0][0], who)
    return Addressee(who.email, who.given_name, names, is_self, desk.page())


def _when(tenant: Tenant, offer: SeatOffer, kind: SeatKind, now: datetime) -> When:
    place = _place(tenant, offer, kind, now)
    return When(starts_at=place.starts_at, ends_at=place.ends_at, zone=place.zone)


def _place(tenant: Tenant, offer: SeatOffer, kind: SeatKind, now: datetime) -> Place:
    if offer.pool.place:
        return offer.pool.place
    if kind is SeatKind.COHORT:
        return cohort_place(tenant, offer.pool.id, now)
    return lesson(tenant, offer.pool.id)


def _spoken(instant: datetime, zone_name: str) -> str:
    wall = instant.astimezone(zone(zone_name))
    return f"{wall:%A}, {wall.day} {wall:%B %Y, %H:%M}"
