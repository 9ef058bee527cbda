"""Tell the families the dates of a series."""

from tutti.kit.consumer import on_fact
from tutti.kit.door import Grant
from tutti.kit.facts import Envelope
from tutti.kit.tenant import Tenant
from tutti.messaging import booking_mails


def send_series_booked(tenant: Tenant, fact: Envelope) -> None:
    """Tell the families the dates of a series."""
    booking_mails.send_series_booked(tenant, fact.subject)


handler = on_fact("SeriesBooked", grants=[Grant.WRITE, Grant.MAIL])(send_series_booked)
