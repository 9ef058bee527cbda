"""Where a family stands in line, and why."""

from collections.abc import Sequence
from datetime import datetime

from tutti.kit.clock import Instant, zone
from tutti.kit.entity import Value
from tutti.kit.ids import SeatOfferId
from tutti.scheduling.waitlist.waitlist import Line


class OnOffer(Value):
    """Seats that somebody ahead has on offer until then."""

    seats: int
    until: Instant


class OwnOffer(Value):
    """Seats that are the family's for the asking, until `expires_at`."""

    id: SeatOfferId
    seats: int
    expires_at: Instant
    cohort_id: str | None = None
    lesson_id: str | None = None
    starts_at: Instant | None = None


class Standing(Value):
    """The place in line, 1 for the first, and what it depends on; `explained` says it in words."""

    position: int
    families_ahead: int
    seats_wanted: int
    on_offer: tuple[OnOffer, ...] = ()
    offer: OwnOffer | None = None
    explained: str


def standing_of(line: Line, entry_id: str, *, first: Sequence[str], zone_name: str) -> Standing | None:
    """Where this family stands among those who want the same seats; None when it waits no more."""
    own = line.entry(entry_id)
    if own is None:
        return None
    ahead = list(line.ahead_of(entry_id, first))
    offers = [each for one in ahead if (each := line.offer_to(one.id))]
    on_offer = tuple(OnOffer(seats=one.seats, until=one.expires_at) for one in offers)
    offer = own_offer(line, entry_id)
    return Standing(
        position=len(ahead) + 1,
        families_ahead=len(ahead),
        seats_wanted=own.size,
        on_offer=on_offer,
        offer=offer,
        explained=_explained(len(ahead), own.size, on_offer, offer, zone_name),
    )


def own_offer(line: Line, entry_id: str) -> OwnOffer | None:
    """What is on offer to this family."""
    offer = line.offer_to(entry_id)
    if offer is None:
        return None
    pool = offer.pool
    return OwnOffer(
        id=offer.id,
        seats=offer.seats,
        expires_at=offer.expires_at,
        cohort_id=pool.id if pool.id.startswith("coh_") else None,
        lesson_id=pool.id if pool.id.startswith("les_") else None,
        starts_at=pool.place.starts_at if pool.place else None,
    )


def _explained(
    ahead: int, wanted: int, on_offer: Sequence[OnOffer], offer: OwnOffer | None, zone_name: str
) -> str:
    if offer:
        return f"{_seats(offer.seats)} on offer to you until {_when(offer.expires_at, zone_name)}."
    said = f"{ahead} {'family' if ahead == 1 else 'families'} before you" if ahead else "You are next"
    if on_offer:
        until = _when(max(one.until for one in on_offer), zone_name)
        said += f"; {_seats(sum(one.seats for one in on_offer))} on offer until {until}"
    if wanted > 1:
        said += f"; you wait for {wanted} seats together"
    return said + "."


def _seats(count: int) -> str:
    return "1 seat is" if count == 1 else f"{count} seats are"


def _when(instant: datetime, zone_name: str) -> str:
    wall = instant.astimezone(zone(zone_name))
    return f"{wall:%A}, {wall.day} {wall:%B %Y, %H:%M}"
