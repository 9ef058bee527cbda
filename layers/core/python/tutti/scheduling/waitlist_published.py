"""What is read of waitlists elsewhere."""

from tutti.kit.tenant import Tenant
from tutti.scheduling.seat import SeatKind
from tutti.scheduling.standing import Standing, standing_of
from tutti.scheduling.waitlist import Line
from tutti.scheduling.waitlist_entry import SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist_store import EntryStore, LineStore, OfferStore
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


def entry_of(tenant: Tenant, entry_id: str) -> WaitlistEntry:
    """The family that waits or waited; refuses with `NoSuchEntry`."""
    return EntryStore(tenant).get(entry_id)


def offer_of(tenant: Tenant, offer_id: str) -> SeatOffer:
    """The offer, live or over; refuses with `NoSuchOffer`."""
    return OfferStore(tenant).get(offer_id)
