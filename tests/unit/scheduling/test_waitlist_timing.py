"""The clock of waitlists: set when something begins, forgotten when it is over."""

from datetime import datetime, timedelta

from tests.unit.scheduling.waitlines import NOON
from tutti.kit.clock import rfc3339
from tutti.kit.due import Timers
from tutti.kit.facts import Envelope, Fact
from tutti.kit.ids import new_id
from tutti.kit.tenant import Tenant
from tutti.scheduling.waitlist.timing import keep_timer

LINE = f"{new_id('crs')}#cohort"


class Clock(Timers):
    """Remembers what it is to ring for."""

    def __init__(self) -> None:
        self.rings: dict[str, tuple[datetime, str]] = {}

    def tell(self, tenant: Tenant, name: str, at: datetime, fact: Fact) -> str:
        self.rings[name] = (at, fact.subject)
        return name

    def forget(self, name: str) -> None:
        self.rings.pop(name, None)


def _told(name: str, subject: str, **data: str) -> Envelope:
    return Envelope(
        id=new_id("fct"), studio_id="stu", name=name, at=NOON, actor="x", subject=subject, data=data
    )


def _keep(clock: Clock, *facts: Envelope) -> None:
    for fact in facts:
        keep_timer(Tenant("stu"), clock, fact)


def test_the_clock_rings_for_the_line_when_an_offer_is_over() -> None:
    clock = Clock()
    _keep(clock, _told("SeatOffered", "sof_1", line_id=LINE, expires_at=rfc3339(NOON)))
    assert clock.rings == {"sof_1": (NOON, LINE)}


def test_an_offer_that_was_answered_is_forgotten() -> None:
    for over in ("SeatOfferAccepted", "SeatOfferDeclined", "SeatOfferWithdrawn"):
        clock = Clock()
        offered = _told("SeatOffered", "sof_1", line_id=LINE, expires_at=rfc3339(NOON))
        _keep(clock, offered, _told(over, "sof_1", line_id=LINE))
        assert clock.rings == {}


def test_seats_that_are_kept_until_different_times_ring_each_at_its_own() -> None:
    clock, later = Clock(), NOON + timedelta(days=1)
    _keep(clock, *(_told("SeatsKept", LINE, until=rfc3339(until)) for until in (NOON, later)))
    assert set(clock.rings.values()) == {(NOON, LINE), (later, LINE)}
    assert max(map(len, clock.rings)) <= 56
