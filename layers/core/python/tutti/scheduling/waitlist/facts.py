"""What happened in waitlists."""

from tutti.kit.clock import Instant
from tutti.kit.facts import Fact


class WaitlistJoined(Fact):
    """A family waits for seats."""

    line_id: str


class WaitlistLeft(Fact):
    """A family waits no more, and got no seat; `reason` says why."""

    line_id: str
    reason: str


class SeatOffered(Fact):
    """Seats are on offer to a family, and nobody else's meanwhile."""

    line_id: str
    entry_id: str
    expires_at: Instant


class SeatOfferAccepted(Fact):
    """The seats are the family's."""

    line_id: str
    entry_id: str


class SeatOfferDeclined(Fact):
    """The family does not want these seats; they go to the next one."""

    line_id: str
    entry_id: str


class SeatOfferLapsed(Fact):
    """Nobody answered in time; the seats go to the next one."""

    line_id: str
    entry_id: str


class SeatOfferWithdrawn(Fact):
    """The family left the line; the seats go to the next one."""

    line_id: str
    entry_id: str


class SeatsKept(Fact):
    """Seats wait for more, so that a family's students come in together, until then at most."""

    until: Instant


class WaitlistDue(Fact):
    """Somebody's turn may have come: an offer is over, or there is more to offer."""
