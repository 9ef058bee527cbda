"""Tell a family that a seat is on offer to it."""

from tutti.kit.clock import utc_now
from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import waitlist_mails


def send_seat_offer(tenant: Tenant, fact: Envelope) -> None:
    """Tell a family that a seat is on offer to it."""
    waitlist_mails.send_seat_offer(tenant, fact.subject, now=utc_now())


handler = on_fact("SeatOffered", grants=[Grant.WRITE, Grant.MAIL])(send_seat_offer)
