"""What is read of waitlists elsewhere."""

from collections.abc import Sequence

from tutti.kit.tenant import Tenant
from tutti.scheduling.groups.group_seats import GROUPS
from tutti.scheduling.store import LessonStore, NoSuchLesson, SeriesStore
from tutti.scheduling.waitlist.entry import SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.scheduling.waitlist.standing import Standing, standing_of
from tutti.scheduling.waitlist.store import EntryStore, LineStore, OfferStore
from tutti.scheduling.waitlist.store import NoSuchEntry as NoSuchEntry  # noqa: PLC0414 - who reads may meet it
from tutti.scheduling.waitlist.store import NoSuchOffer as NoSuchOffer  # noqa: PLC0414
from tutti.scheduling.waitlist.waiting import Offered
from tutti.scheduling.waitlist.waitlist import Line
from tutti.studios.service import get_studio


def line_id_of(course_id: str, kind: SeatKind) -> str:
    """The line for one kind of seat of a course."""
    return f"{course_id}#{kind}"


def line_of(tenant: Tenant, course_id: str, kind: SeatKind) -> Line:
    """Who waits for this kind of seat of a course: one read."""
    return LineStore(tenant).current(line_id_of(course_id, kind))


def standing(tenant: Tenant, entry: WaitlistEntry) -> Standing | None:
    """Where this family stands: two reads; None when it waits no more."""
    studio = get_studio(tenant)
    line = LineStore(tenant).current(entry.line_id)
    return standing_of(line, entry.id, first=studio.policy.waitlist_first, zone_name=studio.time_zone)


def find_entry(tenant: Tenant, entry_id: str) -> WaitlistEntry | None:
    """The family that waits or waited, or None."""
    return EntryStore(tenant).find(entry_id)


def live_offer(tenant: Tenant, entry_id: str) -> Offered | None:
    """What is on offer to this family: two reads."""
    entry = find_entry(tenant, entry_id)
    return LineStore(tenant).current(entry.line_id).offer_to(entry_id) if entry else None


def entry_of(tenant: Tenant, entry_id: str) -> WaitlistEntry:
    """The family that waits or waited; refuses with `NoSuchEntry`."""
    return EntryStore(tenant).get(entry_id)


def offer_of(tenant: Tenant, offer_id: str) -> SeatOffer:
    """The offer, live or over; refuses with `NoSuchOffer`."""
    return OfferStore(tenant).get(offer_id)


def group_of(tenant: Tenant, name: str) -> str:
    """The course of a group lesson or of a series of them; refuses `NoSuchLesson` what has no seats."""
    found = SeriesStore(tenant).find(name) if name.startswith("ser_") else LessonStore(tenant).find(name)
    if found is None or found.kind not in GROUPS or found.seats is None:
        raise NoSuchLesson("There is no group lesson of this id.")
    return found.course_id


def lines_of(tenant: Tenant, course_id: str) -> list[Line]:
    """Everybody who waits for something of this course: one batch of reads."""
    return LineStore(tenant).get_many([line_id_of(course_id, kind) for kind in SeatKind])


def entries_of(tenant: Tenant, ids: Sequence[str]) -> list[WaitlistEntry]:
    """Those who wait under these ids: one batch of reads."""
    return EntryStore(tenant).get_many(ids)
