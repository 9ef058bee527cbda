"""Who may look into a line, answer an offer, or leave."""

from datetime import datetime

from tutti.enrollment.published import course
from tutti.enrollment.supplies import supply_of
from tutti.enrollment.waitlist_request import NoSuchTarget
from tutti.enrollment.waitlist_targets import course_of
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound
from tutti.kit.paging import cut
from tutti.kit.raced import until_undisturbed
from tutti.kit.role import ADMINISTRATION
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.students import get_student
from tutti.scheduling.waitlist import service as waitlist_service
from tutti.scheduling.waitlist.entry import SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.published import (
    NoSuchEntry,
    NoSuchOffer,
    entries_of,
    entry_of,
    lines_of,
    offer_of,
    standing,
)
from tutti.scheduling.waitlist.service import Waitlist
from tutti.scheduling.waitlist.standing import standing_of
from tutti.scheduling.waitlist.views import EntryView
from tutti.studios.service import get_studio


def entry_for(caller: Caller, entry_id: str) -> WaitlistEntry:
    """The entry, for the office and its own family; else `NoSuchEntry`."""
    entry = entry_of(caller.tenant, entry_id)
    if caller.role in ADMINISTRATION or entry.guardian_id == caller.person_id:
        return entry
    try:
        get_student(caller, entry.members[0].student_id)
    except NotFound:
        raise NoSuchEntry() from None
    return entry


def view_for(caller: Caller, entry_id: str) -> EntryView:
    """The entry and where it stands, explained."""
    return view_of(caller.tenant, entry_for(caller, entry_id))


def view_of(tenant: Tenant, entry: WaitlistEntry) -> EntryView:
    """The entry and where it stands."""
    return EntryView.of(entry, standing(tenant, entry))


def line_for(caller: Caller, name: str, *, limit: int, cursor: str | None) -> Page[EntryView]:
    """A page of those who wait for a course, cohort, lesson or series, in order.

    Campus managers see the lines of their own locations; those of others are refused with `NoSuchTarget`.
    """
    course_id, wanted = course_of(caller.tenant, name)
    if caller.is_scoped and not caller.may_see_location(course(caller.tenant, course_id).location_id):
        raise NoSuchTarget()
    here = get_studio(caller.tenant)
    first, zone_name = here.policy.waitlist_first, here.time_zone
    lines = lines_of(caller.tenant, course_id)
    waiting = [
        (f"{line.id}#{number:06d}", line, one.id)
        for line in lines
        for number, one in enumerate(line.in_order(first))
        if wanted is None or (line.kind.is_lasting and (not one.wants or wanted in one.wants))
    ]
    found, more = cut(waiting, key=lambda one: one[0], limit=limit, cursor=cursor)
    entries = {one.id: one for one in entries_of(caller.tenant, [one[2] for one in found])}
    items = [
        EntryView.of(entries[entry_id], standing_of(line, entry_id, first=first, zone_name=zone_name))
        for _, line, entry_id in found
        if entry_id in entries
    ]
    return Page[EntryView](items=items, cursor=more)


def leave_waitlist(caller: Caller, entry_id: str, *, now: datetime) -> None:
    """The family waits no more; what it was offered goes to the next. Twice is once."""
    entry, tenant = entry_for(caller, entry_id), caller.tenant

    def once() -> None:
        supply = supply_of(tenant, entry.line_id, now)
        tenant.table.write(Waitlist(tenant, entry.line_id, supply, now).leaving(entry.id))

    until_undisturbed(once)


def accept_seat(caller: Caller, offer_id: str, *, now: datetime) -> SeatOffer:
    """The offer, accepted by its family or the office; refuses `NoSuchOffer` to others, and `OfferOver`."""
    _own(caller, offer_id)
    return waitlist_service.accept(caller.tenant, supply_of, offer_id, now=now)


def decline_seat(caller: Caller, offer_id: str, *, now: datetime) -> SeatOffer:
    """The offer, declined; its seats go to the next in line."""
    _own(caller, offer_id)
    return waitlist_service.decline(caller.tenant, supply_of, offer_id, now=now)


def _own(caller: Caller, offer_id: str) -> None:
    try:
        entry_for(caller, offer_of(caller.tenant, offer_id).entry_id)
    except NoSuchEntry:
        raise NoSuchOffer() from None
